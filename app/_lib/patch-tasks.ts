import type { InfiniteData } from '@tanstack/react-query';
import type { TaskEvent } from '#server/contracts/events/task-event.ts';
import type { TaskStatus } from '#server/contracts/task.ts';
import { STATUS_LETTERS, type TaskRow, type taskPageSchema } from '#server/contracts/web/task-rows.ts';
import type { z } from 'zod';

export type TaskPage = z.infer<typeof taskPageSchema>;
export interface StatusMap {
  readonly letters: string;
  /** The index in the job of the task that the first letter stands for. */
  readonly first: number;
}

const LETTERS = new Map<TaskStatus, string>(Object.entries(STATUS_LETTERS).map(([letter, status]) => [status, letter]));

/** A row, or the details of a task, after an event; the same object if the event is older. */
export function patchTask<Row extends TaskRow>(row: Row, { task }: Pick<TaskEvent, 'task'>): Row {
  return task.id !== row.id || task.updated < row.updated ? row : { ...row, ...task };
}

/** Which tasks a table shows. */
export interface WantedTasks {
  /** Empty = all. */
  readonly statuses?: readonly TaskStatus[] | undefined;
  readonly search?: string | undefined;
}

/**
 * The pages of a tasks table after a burst of events, in order. Rows keep their place. A task that now matches the
 * filter is inserted at its place, unless that is further down than what was fetched.
 */
export function patchTaskPages(
  data: InfiniteData<TaskPage, number | null>,
  events: readonly TaskEvent[],
  wanted: WantedTasks = {},
): InfiniteData<TaskPage, number | null> {
  const byTask = Map.groupBy(events, (event) => event.task.id);
  let changed = false;
  const pages = data.pages.map((page) => {
    let touched = false;
    const rows = page.rows.map((row) => {
      const group = byTask.get(row.id);
      if (!group) return row;
      byTask.delete(row.id);
      const next = group.reduce(patchTask, row);
      touched ||= next !== row;
      return next;
    });
    changed ||= touched;
    return touched ? { ...page, rows } : page;
  });
  const others = [...byTask.values()].flatMap((group) => group.slice(-1)).map((event) => event.task);
  for (const task of others.filter((each) => fits(each, wanted))) {
    const at = pages.findIndex((page) => page.nextCursor === null || task.index_in_job <= page.nextCursor);
    const page = pages[at];
    if (!page) continue;
    const rows = [...page.rows, task].toSorted((one, other) => one.index_in_job - other.index_in_job);
    pages[at] = { ...page, rows };
    changed = true;
  }
  return changed ? { ...data, pages } : data;
}

function fits(task: TaskRow, { statuses = [], search = '' }: WantedTasks): boolean {
  const text = search.toLowerCase();
  const isFound = task.name.toLowerCase().includes(text) || task.type.toLowerCase().includes(text);
  return isFound && (statuses.length === 0 || statuses.includes(task.status));
}

/** The frame map with new letters in the places that changed. */
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
