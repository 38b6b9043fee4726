import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from './needs.ts';

/** For a test that asks a program to end in order; on Windows, a signal from another process ends it at once. */
export const UNIX_SIGNALS = needs('the signals of Unix', process.platform !== 'win32');

/** For a test that makes a symbolic link, which on Windows takes a right of its own. */
export const SYMBOLIC_LINKS = needs('the right to make symbolic links', canLink());

function canLink(): boolean {
  if (process.platform !== 'win32') return true;
  const folder = mkdtempSync(join(tmpdir(), 'flamenco-link-'));
  try {
    symlinkSync('nowhere', join(folder, 'link'), 'file');
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
