import { randomUUID } from 'node:crypto';
import type { AssignedTask } from '#server/contracts/task.ts';

type LooseCommand = { name: string; parameters?: Record<string, unknown>; total_step_count?: number };

/** A task with these commands, as a manager hands it out. */
export function aTask(...commands: LooseCommand[]): AssignedTask {
  return {
    uuid: randomUUID(),
    job: randomUUID(),
    name: 'task',
    status: 'active',
    priority: 50,
    job_priority: 50,
    job_type: 'test',
    task_type: 'misc',
    commands: commands.map(({ name, parameters = {}, total_step_count = 0 }) => ({
      name,
      parameters,
      total_step_count,
    })),
    steps_completed: 0,
    steps_total: commands.length,
  };
}
