import { describe, expect, it } from 'vitest';
import { installHint } from '#scripts/system/install-hint.ts';
import { BLENDER, FFMPEG } from '#scripts/system/programs.ts';

const only = (manager: string) => (command: string) => command === manager;

describe('how to install what is missing', () => {
  it.each([
    [
      'linux',
      'apt-get',
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends blender libegl1 ffmpeg',
    ],
    ['linux', 'dnf', 'sudo dnf install -y blender ffmpeg-free'],
    ['linux', 'pacman', 'sudo pacman -S --needed blender ffmpeg'],
    ['darwin', 'brew', 'brew install --cask blender && brew install ffmpeg'],
    ['win32', 'winget', 'winget install -e --id BlenderFoundation.Blender\nwinget install -e --id Gyan.FFmpeg'],
  ] as const)('on %s with %s is one command', (platform, manager, command) => {
    expect(installHint([BLENDER, FFMPEG], platform, only(manager))).toBe(command);
  });

  it('names the programs if no known package manager is there', () => {
    expect(installHint([BLENDER, FFMPEG], 'linux', () => false)).toContain('Blender, FFmpeg');
  });
});
