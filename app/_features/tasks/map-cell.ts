import type { TaskStatus } from '#server/contracts/task.ts';
import { statusOfLetter } from '../../_lib/patch-tasks.ts';

/** What a wrangler should not miss comes first; a cell counts as completed only when all its tasks are. */
const TELLING: readonly TaskStatus[] = ['failed', 'soft-failed', 'active', 'paused', 'canceled', 'queued', 'completed'];

/** What a cell of the frame map shows. */
export interface MapCell {
  readonly status: TaskStatus;
  /** The index, among the letters, of the first task with that status. */
  readonly at: number;
  /** How many tasks have each status. */
  readonly counts: ReadonlyMap<TaskStatus, number>;
}

/**
 * Looks at the tasks that share a cell and picks the most important status among those in `chosen` (empty = all). If
 * none of the tasks has one of these, it picks among all.
 *
 * @param letters one letter per task of the job
 * @returns undefined for a cell without tasks
 */
export function mapCell(
  letters: string,
  cell: number,
  tasksPerCell: number,
  chosen: readonly TaskStatus[],
): MapCell | undefined {
  const counts = new Map<TaskStatus, number>();
  const first = new Map<TaskStatus, number>();
  const end = Math.min(letters.length, (cell + 1) * tasksPerCell);
  for (let at = cell * tasksPerCell; at < end; at += 1) {
    const status = statusOfLetter(letters[at] ?? '');
    if (!status) continue;
    if (!first.has(status)) first.set(status, at);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const there = TELLING.filter((status) => counts.has(status));
  const status = there.find((found) => chosen.includes(found)) ?? there[0];
  const at = status && first.get(status);
  return status === undefined || at === undefined ? undefined : { status, at, counts };
}
