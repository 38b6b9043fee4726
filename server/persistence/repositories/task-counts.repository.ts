import { sql } from 'kysely';
import type { TaskStatus } from '../../contracts/task.ts';
import { EMPTY_TALLY, type TaskTally } from '../../domain/farm-facts.ts';
import { handsOutTasks } from '../../domain/job-state.ts';
import type { Transaction } from '../database.ts';
import { hotStatement, type HotStatement } from '../hot-statement.ts';
import type { JobQueueRow, JobRow, Tables } from '../tables.ts';

/** The column of `job_queues` that counts a status. */
const COLUMN = {
  active: 'active',
  canceled: 'canceled',
  completed: 'completed',
  failed: 'failed',
  queued: 'queued',
  'soft-failed': 'soft_failed',
  paused: 'paused',
} as const satisfies Record<TaskStatus, string>;
const STATUSES = Object.keys(COLUMN) as TaskStatus[];

/** How many tasks of the job are in each status. Reads a few rows, no matter how many tasks there are. */
export async function tallyOf(tables: Tables, jobId: string): Promise<TaskTally> {
  return sumOf(await queuesOfJob.rows(tables, { jobId }));
}

/**
 * The number of tasks per status of each of these jobs, as a function of the job's id. It is read from the counters
 * that every change of a task updates, so the cost does not grow with the number of tasks.
 */
export async function talliesOf(tables: Tables, jobIds: readonly string[]): Promise<(jobId: string) => TaskTally> {
  const queues =
    jobIds.length === 0
      ? []
      : await tables
          .selectFrom('job_queues')
          .selectAll()
          .where('job_id', 'in', [...jobIds])
          .execute();
  const byJob = Map.groupBy(queues, (queue) => queue.job_id);
  return (jobId) => sumOf(byJob.get(jobId) ?? []);
}

/** The sum of a job's counters over its task types. */
function sumOf(queues: readonly JobQueueRow[]): TaskTally {
  const tally = { ...EMPTY_TALLY } as Record<TaskStatus, number>;
  for (const queue of queues) for (const status of STATUSES) tally[status] += queue[COLUMN[status]];
  return tally;
}

const queuesOfJob = hotStatement((tables, { jobId }: { jobId: string }) =>
  tables.selectFrom('job_queues').selectAll().where('job_id', '=', jobId),
);

export interface TaskMove {
  readonly jobId: string;
  readonly taskType: string;
  readonly from: TaskStatus;
  readonly to: TaskStatus;
  /** What the move adds to the number of tasks that could be handed out: -1, 0 or 1. */
  readonly runnable: number;
}

/**
 * Counts one task that changed status or became runnable. `job` is the job as stored at this moment, before any change
 * that the task brings about; code that then changes it calls `saveOpen` or `recountTasks`.
 */
export async function countMove(
  tx: Transaction,
  move: TaskMove,
  job: Pick<JobRow, 'status' | 'waits_for'>,
): Promise<void> {
  const jobOpen = handsOutTasks(job) ? 1 : 0;
  const { jobId, taskType, runnable } = move;
  await moveStatement(move.from, move.to).change(tx.tables, { jobId, taskType, runnable, jobOpen });
}

interface MoveValues {
  readonly jobId: string;
  readonly taskType: string;
  readonly runnable: number;
  readonly jobOpen: number;
}

const moveStatements = new Map<string, HotStatement<MoveValues, unknown>>();

/** The statement for a pair of statuses: their columns are part of its text. */
function moveStatement(from: TaskStatus, to: TaskStatus): HotStatement<MoveValues, unknown> {
  const key = `${from} ${to}`;
  const known = moveStatements.get(key);
  if (known) return known;
  const less = COLUMN[from];
  const more = COLUMN[to];
  const counts = less === more ? {} : { [less]: sql`${sql.ref(less)} - 1`, [more]: sql`${sql.ref(more)} + 1` };
  const made = hotStatement((tables, move: MoveValues) =>
    tables
      .updateTable('job_queues')
      .set({
        ...counts,
        runnable: sql<number>`runnable + ${move.runnable}`,
        open: sql<number>`case when runnable + ${move.runnable} > 0 then ${move.jobOpen} else 0 end`,
      })
      .where('job_id', '=', move.jobId)
      .where('task_type', '=', move.taskType),
  );
  moveStatements.set(key, made);
  return made;
}

/** Shows the job's tasks to the scheduler, or hides them, according to the job as it is now. */
export async function saveOpen(tx: Transaction, job: Pick<JobRow, 'id' | 'status' | 'waits_for'>): Promise<void> {
  const jobOpen = handsOutTasks(job) ? 1 : 0;
  await tx.tables
    .updateTable('job_queues')
    .set({ open: sql<number>`case when runnable > 0 then ${jobOpen} else 0 end` })
    .where('job_id', '=', job.id)
    .execute();
}

type QueueCounts = Record<'runnable' | (typeof COLUMN)[TaskStatus], number>;
type CountedJob = Pick<JobRow, 'id' | 'number' | 'priority' | 'status' | 'waits_for'>;

/** Stores the counters of a new job, whose tasks are all queued. `runnable`: whether the task could be handed out. */
export async function insertQueues(
  tx: Transaction,
  job: CountedJob,
  tasks: Iterable<{ readonly type: string; readonly runnable: boolean }>,
): Promise<void> {
  const byType = new Map<string, QueueCounts>();
  for (const { type, runnable } of tasks) {
    const counts = countsOf(byType, type);
    counts.queued += 1;
    if (runnable) counts.runnable += 1;
  }
  await storeQueues(tx, job, byType);
}

/** Counts all tasks of a job again, after a mass change; resolves to the number of tasks per status. */
export async function recountTasks(tx: Transaction, job: CountedJob): Promise<TaskTally> {
  const rows = await tx.tables
    .selectFrom('tasks')
    .select(['type', 'status', ({ fn }) => fn.countAll().as('tasks'), ({ fn }) => fn.sum('runnable').as('runnable')])
    .where('job_id', '=', job.id)
    .groupBy(['type', 'status'])
    .execute();
  const byType = new Map<string, QueueCounts>();
  const tally = { ...EMPTY_TALLY } as Record<TaskStatus, number>;
  for (const row of rows) {
    tally[row.status] += Number(row.tasks);
    const counts = countsOf(byType, row.type);
    counts[COLUMN[row.status]] = Number(row.tasks);
    counts.runnable += Number(row.runnable);
  }
  await tx.tables.deleteFrom('job_queues').where('job_id', '=', job.id).execute();
  await storeQueues(tx, job, byType);
  return tally;
}

function countsOf(byType: Map<string, QueueCounts>, type: string): QueueCounts {
  let counts = byType.get(type);
  if (!counts) {
    counts = { runnable: 0, active: 0, canceled: 0, completed: 0, failed: 0, queued: 0, soft_failed: 0, paused: 0 };
    byType.set(type, counts);
  }
  return counts;
}

async function storeQueues(tx: Transaction, job: CountedJob, byType: ReadonlyMap<string, QueueCounts>): Promise<void> {
  const isOpen = handsOutTasks(job);
  const rows = [...byType].map(([taskType, counts]) => ({
    job_id: job.id,
    task_type: taskType,
    job_rank: -job.priority,
    job_number: job.number,
    open: isOpen && counts.runnable > 0 ? 1 : 0,
    ...counts,
  }));
  if (rows.length > 0) await tx.tables.insertInto('job_queues').values(rows).execute();
}
