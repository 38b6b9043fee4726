import { describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { refuseForeignShares } from '#worker/commands/foreign-share.ts';
import { runOne } from '../support/command-context.ts';

const SHARE = String.raw`\\SERVER\share\out`;

describe('a network share of Windows', () => {
  it('is refused on other platforms, and nothing else is', () => {
    for (const path of [SHARE, String.raw`\\SERVER/share`])
      expect(() => refuseForeignShares('exec', [path], 'darwin')).toThrow(`exec: ${path} is on a network share`);
    for (const path of ['//render/out', '/a\\\\b', '\\\\', '', String.raw`\\d+`, 'C:\\out'])
      expect(refuseForeignShares('exec', ['/a', path], 'linux')).toBeUndefined();
    expect(refuseForeignShares('exec', [SHARE], 'win32')).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>]>([
    ['blender-render', { exe: 'blender', blendfile: SHARE }],
    ['blender-render', { exe: 'blender', blendfile: '/a.blend', args: ['--render-output', SHARE] }],
    ['blender-render', { exe: 'blender', blendfile: '/a.blend', argsBefore: ['-o', SHARE] }],
    ['frames-to-video', { exe: 'ffmpeg', fps: 24, inputGlob: '/a/*.png', outputFile: SHARE }],
    ['make-directory', { path: SHARE }],
    ['move-directory', { src: '/a', dest: SHARE }],
  ])(
    '%s of %j fails with advice',
    needs('a platform other than Windows', process.platform !== 'win32'),
    async (name, parameters) => {
      const { failure, log } = await runOne(name, parameters);
      expect(failure).toContain(`${name}: ${SHARE} is on a network share of Windows`);
      expect(failure).toContain('two-way variable');
      expect(log).toEqual([]);
    },
  );
});
