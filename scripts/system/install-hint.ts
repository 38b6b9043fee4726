import { findProgram } from './find-program.ts';
import type { Program } from './programs.ts';

/**
 * The command with which a person can install the programs. @param has says whether a package manager's command is
 * there
 */
export function installHint(
  missing: Program[],
  platform: NodeJS.Platform = process.platform,
  has: (command: string) => boolean = (command) => findProgram(command) !== undefined,
): string {
  if (platform === 'win32')
    return missing.flatMap((program) => program.winget.map((id) => `winget install -e --id ${id}`)).join('\n');
  if (platform === 'darwin')
    return missing.flatMap((program) => program.brew.map((name) => `brew install ${name}`)).join(' && ');
  if (has('apt-get'))
    return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${all(missing, 'apt')}`;
  if (has('dnf')) return `sudo dnf install -y ${all(missing, 'dnf')}`;
  if (has('pacman')) return `sudo pacman -S --needed ${all(missing, 'pacman')}`;
  return `Install ${missing.map((program) => program.name).join(', ')} with your system's package manager, so that ${missing
    .map((program) => `"${program.command}"`)
    .join(', ')} can be called.`;
}

const all = (programs: Program[], manager: 'apt' | 'dnf' | 'pacman') =>
  programs.flatMap((program) => program[manager]).join(' ');
