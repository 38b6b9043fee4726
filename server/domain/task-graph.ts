import { FarmError } from './errors.ts';

/** What the graph check needs to know about a task. */
export interface GraphTask {
  id: string;
  name: string;
  /** Ids of the tasks that must be completed first. */
  dependencies: readonly string[];
}

/**
 * Checks that all tasks of a new job can eventually run: every dependency is a task of the same job, and no task waits
 * for itself, directly or through others. A job without tasks is allowed. `nameOf` names tasks outside the job, where
 * known.
 * @throws FarmError job-compile-failed, naming the tasks
 */
export function checkTaskGraph(
  tasks: readonly GraphTask[],
  nameOf: (id: string) => string | undefined = () => undefined,
): void {
  const indexOf = new Map(tasks.map((task, index) => [task.id, index]));
  const dependents: number[][] = tasks.map(() => []);
  const waitingFor = tasks.map(() => 0);
  for (const [index, task] of tasks.entries()) {
    for (const dependency of new Set(task.dependencies)) {
      const target = indexOf.get(dependency);
      if (target === undefined) throw notInJob(task, nameOf(dependency) ?? dependency);
      dependents[target]?.push(index);
      waitingFor[index] = (waitingFor[index] ?? 0) + 1;
    }
  }
  const runnable = [...waitingFor.keys()].filter((index) => waitingFor[index] === 0);
  // The list grows while we walk it, and ends up as an order in which the tasks could run.
  for (const index of runnable) {
    for (const dependent of dependents[index] ?? []) {
      const left = (waitingFor[dependent] ?? 0) - 1;
      waitingFor[dependent] = left;
      if (left === 0) runnable.push(dependent);
    }
  }
  if (runnable.length < tasks.length) throw circular(tasks, indexOf, waitingFor);
}

function notInJob(task: GraphTask, dependency: string): FarmError {
  return new FarmError('job-compile-failed', {
    message: `task "${task.name}" depends on task "${dependency}", which was never added to the job; add it with job.addTask()`,
  });
}

/** Follows dependencies among the tasks that never became runnable until one is seen again: that is the circle. */
function circular(
  tasks: readonly GraphTask[],
  indexOf: ReadonlyMap<string, number>,
  waitingFor: readonly number[],
): FarmError {
  const isStuck = (index: number | undefined): index is number => index !== undefined && (waitingFor[index] ?? 0) > 0;
  const walked: number[] = [];
  const seenAt = new Map<number, number>();
  let current: number | undefined = waitingFor.findIndex((left) => left > 0);
  while (isStuck(current) && !seenAt.has(current)) {
    seenAt.set(current, walked.length);
    walked.push(current);
    current = tasks[current]?.dependencies.map((id) => indexOf.get(id)).find(isStuck);
  }
  const circle = walked.slice(current === undefined ? 0 : seenAt.get(current));
  const names = [...circle, ...circle.slice(0, 1)].map((index) => `"${tasks[index]?.name}"`);
  const shown = names.length > 12 ? [...names.slice(0, 10), '…', ...names.slice(-1)] : names;
  return new FarmError('job-compile-failed', {
    message: `these tasks wait for each other in a circle: ${shown.join(' → ')}; remove one of the dependencies`,
  });
}
