import { groupIsAlive, killGroup, type GroupEnd } from './kill-group.ts';
import { killWindowsTree } from './kill-windows-tree.ts';

export interface TreeEnd extends GroupEnd {
  /** The system ends this worker within a few seconds. */
  readonly isUrgent?: boolean;
}

/**
 * Ends a program and everything it started. On POSIX, `pid` must be the leader of a process group. Windows has no
 * gentle way. Resolves when nothing of it is running any more; it is fine if all of it is gone already.
 *
 * @returns false if it could not be ended; nobody should wait for it.
 */
export async function killTree(pid: number, end: TreeEnd): Promise<boolean> {
  return process.platform === 'win32' ? await killWindowsTree(pid, end) : await killGroup(pid, end);
}

/** Whether a program that has ended left something in its process group; Windows has none. */
export function isLeftBehind(pid: number): boolean {
  return process.platform !== 'win32' && groupIsAlive(pid);
}
