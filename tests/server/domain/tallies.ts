import type { TaskStatus } from '#server/contracts/task.ts';
import { EMPTY_TALLY, type JobStep, type TaskTally } from '#server/domain/farm-facts.ts';
import { afterMassChange } from '#server/domain/task-tally.ts';

/** Counts tasks as the database does. */
export function tallyOf(statuses: Iterable<TaskStatus>): TaskTally {
  const tally = { ...EMPTY_TALLY };
  for (const status of statuses) tally[status] += 1;
  return tally;
}

/** The tally after all steps of a job. */
export function afterSteps(tally: TaskTally, steps: readonly JobStep[]): TaskTally {
  return steps.reduce((counted, step) => (step.tasks ? afterMassChange(counted, step.tasks) : counted), tally);
}
