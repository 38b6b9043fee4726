import type { TaskStatus } from '../../contracts/task.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { AttemptRow, Tables } from '../tables.ts';

/** The attempt, or undefined if it does not exist. */
export async function findAttempt(tables: Tables, id: string): Promise<AttemptRow | undefined> {
  const [row] = await attemptById.rows(tables, { id });
  return row;
}

const attemptById = hotStatement((tables, { id }: { id: string }) =>
  tables.selectFrom('attempts').selectAll().where('id', '=', id),
);

/** How many times the task has been handed out so far. */
export async function countAttempts(tables: Tables, taskId: string): Promise<number> {
  const row = await tables
    .selectFrom('attempts')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return Number(row?.number ?? 0);
}

/** Stores a new attempt. */
export async function insertAttempt(tx: Transaction, attempt: AttemptRow): Promise<void> {
  await newAttempt.change(tx.tables, { attempt });
}

const newAttempt = hotStatement((tables, { attempt }: { attempt: AttemptRow }) =>
  tables.insertInto('attempts').values(attempt),
);

/** Stores where the attempt's part of the task's log begins, in bytes. */
export async function saveLogStart(tx: Transaction, id: string, bytes: number): Promise<void> {
  await tx.tables.updateTable('attempts').set({ log_start: bytes }).where('id', '=', id).execute();
}

/** Ends an attempt, unless it has ended already: the first outcome stands. */
export async function endAttempt(
  tx: Transaction,
  id: string,
  outcome: TaskStatus,
  reason: string | null,
): Promise<void> {
  await attemptEnd.change(tx.tables, { id, end: { outcome, reason, ended_at: tx.now } });
}

const attemptEnd = hotStatement((tables, { id, end }: { id: string; end: Partial<AttemptRow> }) =>
  tables.updateTable('attempts').set(end).where('id', '=', id).where('outcome', 'is', null),
);

/** Ends the attempts that a mass change of the job's tasks interrupted; resolves to the ids of their tasks. */
export async function endAttemptsOf(
  tx: Transaction,
  jobId: string,
  outcome: TaskStatus,
  reason: string,
): Promise<string[]> {
  const ended = await tx.tables
    .updateTable('attempts')
    .set({ outcome, reason, ended_at: tx.now })
    .where('outcome', 'is', null)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('tasks')
        .select('attempt_id')
        .where('job_id', '=', jobId)
        .where('status', '<>', 'active')
        .$castTo<string>(),
    )
    .returning('task_id')
    .execute();
  return ended.map((attempt) => attempt.task_id);
}
