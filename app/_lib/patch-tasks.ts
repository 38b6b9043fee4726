import type { InfiniteData } from '@tanstack/react-query';
import type { TaskEvent } from '#server/contracts/event.ts';
import type { TaskStatus } from '#server/contracts/task.ts';
import { STATUS_LETTERS, type TaskRow, type taskPageSchema } from '#server/contracts/web/task-rows.ts';
import type { z } from 'zod';
import { groupById } from './patch-jobs.ts';

export type TaskPage = z.infer<typeof taskPageSchema>;
export interface StatusMap {
  readonly letters: string;
  /** Index in the job of the first letter. */
  readonly first: number;
}

const LETTERS = new Map<TaskStatus, string>(Object.entries(STATUS_LETTERS).map(([letter, status]) => [status, letter]));

/** A row after an event of its task; the same object when the event is older than the row. */
export function patchTask<Row extends TaskRow>(row: Row, event: TaskEvent): Row {
  if (event.id !== row.id || event.updated < row.updated) return row;
  return {
    ...row,
    name: event.name,
    status: event.status,
    activity: event.activity,
    updated: event.updated,
    steps_completed: event.steps_completed,
    steps_total: event.steps_total,
    worker: event.worker ? { id: event.worker.uuid, name: event.worker.name } : row.worker,
  };
}

/** What became of a burst of task events: the pages, and where in the job the touched tasks are. */
export interface PatchedTasks {
  readonly data: InfiniteData<TaskPage, number | null>;
  /** Status by index in the job, for the tasks that the pages hold. */
  readonly places: ReadonlyMap<number, TaskStatus>;
  readonly unknown: readonly TaskEvent[];
}

/** The pages of a tasks table after a burst of events, in order. Rows keep their place. */
export function patchTaskPages(
  data: InfiniteData<TaskPage, number | null>,
  events: readonly TaskEvent[],
): PatchedTasks {
  const byTask = groupById(events);
  const places = new Map<number, TaskStatus>();
  let changed = false;
  const pages = data.pages.map((page) => {
    let touched = false;
    const rows = page.rows.map((row) => {
      const group = byTask.get(row.id);
      if (!group) return row;
      byTask.delete(row.id);
      const next = group.reduce(patchTask, row);
      places.set(next.index_in_job, next.status);
      touched ||= next !== row;
      return next;
    });
    changed ||= touched;
    return touched ? { ...page, rows } : page;
  });
  const unknown = [...byTask.values()].flatMap((group) => group.slice(-1));
  return { data: changed ? { ...data, pages } : data, places, unknown };
}

/** The frame map with new letters at the places that changed. */
export function patchStatusMap(map: StatusMap, places: ReadonlyMap<number, TaskStatus>): StatusMap {
  const letters = map.letters.split('');
  let changed = false;
  for (const [index, status] of places) {
    const letter = LETTERS.get(status);
    const at = index - map.first;
    if (!letter || at < 0 || at >= letters.length || letters[at] === letter) continue;
    letters[at] = letter;
    changed = true;
  }
  return changed ? { ...map, letters: letters.join('') } : map;
}

/** How many tasks the map has in each status. */
export function countStatuses(map: StatusMap): Record<TaskStatus, number> {
  const counts = { active: 0, canceled: 0, completed: 0, failed: 0, queued: 0, 'soft-failed': 0, paused: 0 };
  for (const letter of map.letters) {
    const status = statusOfLetter(letter);
    if (status) counts[status] += 1;
  }
  return counts;
}

/** The status that a letter of the map stands for. */
export function statusOfLetter(letter: string): TaskStatus | undefined {
  return (STATUS_LETTERS as Readonly<Record<string, TaskStatus>>)[letter];
}
