import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether this process can mount a small disk that fills up quickly: root on Linux can, except in a strict container.
 */
export function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && tryMount();
}

function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'flamenco-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}
