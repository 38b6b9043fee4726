import type { TaskStatus } from '../contracts/task.ts';
import type { EligibilityFacts } from '../domain/eligibility.ts';
import { taskTypesOf } from '../persistence/repositories/workers.repository.ts';
import type { WorkerRow } from '../persistence/tables.ts';

/** A worker with everything that the eligibility rules ask about it. */
export interface WorkerInQuestion {
  readonly row: WorkerRow;
  readonly types: readonly string[];
  readonly tagIds: readonly string[];
  /** Name of the task that it is running. */
  readonly runningTask: string | null;
}

/** The worker's row with its task types read, and the facts that are stored elsewhere. */
export function workerInQuestion(
  row: WorkerRow,
  more: { readonly tagIds: readonly string[]; readonly runningTask: string | null },
): WorkerInQuestion {
  return { row, types: taskTypesOf(row), ...more };
}

/** What is asked: may this worker have a task of this kind now? */
export interface Question {
  readonly job: EligibilityFacts['job'];
  readonly task: { readonly status: TaskStatus; readonly type: string; readonly unfinishedDependencies: number };
  readonly worker: WorkerInQuestion;
  readonly blocked: boolean;
  readonly failedBefore: boolean;
}

/** The facts for the rules; the scheduler and "why is this waiting?" both get them here. */
export function eligibilityFacts({ job, task, worker, blocked, failedBefore }: Question): EligibilityFacts {
  return {
    job,
    task: { ...task, status: task.status },
    worker: {
      id: worker.row.id,
      name: worker.row.name,
      status: worker.row.status,
      statusRequested: worker.row.status_requested,
      removed: worker.row.deleted_at !== null,
      approval: worker.row.approval,
      supportedTaskTypes: worker.types,
      tagIds: worker.tagIds,
      runningTask: worker.runningTask,
    },
    blocked,
    failedBefore,
  };
}
