import type { Command } from '../contracts/command.ts';
import type { AssignedTask } from '../contracts/task.ts';
import type { WorkerRow } from '../persistence/tables.ts';
import type { ClaimedTask } from '../use-cases/claim-task.ts';
import type { Farm } from '../farm/farm.ts';
import { withLiteralOutputPaths } from '../domain/literal-output-paths.ts';
import { expandForWorker } from '../use-cases/parts/job-variables.ts';

/** A claimed task as the worker gets it: with variables expanded for its platform, and the attempt's id as `uuid`. */
export function assignedTask(farm: Farm, { task, job }: ClaimedTask, worker: WorkerRow): AssignedTask {
  const commands = expandForWorker(farm.config, JSON.parse(task.commands) as Command[], worker.platform);
  return {
    uuid: task.attempt_id ?? task.id,
    job: job.id,
    name: task.name,
    status: 'active',
    priority: task.priority,
    job_priority: job.priority,
    job_type: job.type,
    task_type: task.type,
    commands: withLiteralOutputPaths(commands),
    steps_completed: task.steps_completed,
    steps_total: task.steps_total,
  };
}
