import { randomUUID } from 'node:crypto';
import BetterSqlite from 'better-sqlite3';
import { percentile } from './run-lifecycles.ts';
import { databaseIn, withScratchFolder } from './scratch-manager.ts';
import { seedJob } from './seed-job.ts';

export interface LimitResult {
  readonly callsPerCommit: number;
  readonly lifecycles: number;
  readonly lifecyclesPerSecond: number;
  readonly commitMilliseconds: number;
}

/** The most lifecycles and the most seconds of one measurement. */
const LIFECYCLES = 2000;
const SECONDS = 6;

/**
 * The limit: the rows that a lifecycle changes, changed by prepared statements in this process, on the same disk with
 * the same flushes, and nothing else. `callsPerCommit` says how many calls share a commit, as the calls of several
 * workers do in the manager.
 */
export async function measureBareDatabase(callsPerCommit: number): Promise<LimitResult> {
  return withScratchFolder(async (folder) => {
    const jobId = await seedJob(databaseIn(folder), LIFECYCLES, 'queued');
    const connection = new BetterSqlite(databaseIn(folder));
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    try {
      return runBare(connection, jobId, callsPerCommit);
    } finally {
      connection.close();
    }
  });
}

function runBare(connection: BetterSqlite.Database, jobId: string, callsPerCommit: number): LimitResult {
  const calls = lifecycleCalls(connection, jobId);
  const commits: number[] = [];
  // As many workers as calls that share a commit, all of them at the same point of their lifecycles.
  let lifecycles = 0;
  const started = performance.now();
  while (lifecycles < LIFECYCLES - callsPerCommit && performance.now() - started < SECONDS * 1000) {
    const tasks = Array.from({ length: callsPerCommit }, () => ({ task: '', attempt: randomUUID() }));
    for (const call of calls) {
      const begun = performance.now();
      connection.exec('begin immediate');
      for (const work of tasks) call(work);
      connection.exec('commit');
      commits.push(performance.now() - begun);
    }
    lifecycles += tasks.length;
  }
  const lifecyclesPerSecond = lifecycles / ((performance.now() - started) / 1000);
  return { callsPerCommit, lifecycles, lifecyclesPerSecond, commitMilliseconds: percentile(commits, 0.5) };
}

interface Work {
  task: string;
  readonly attempt: string;
}

/** The changes made by asking for a task and by reporting its start, its activity and its end. */
function lifecycleCalls(connection: BetterSqlite.Database, jobId: string): ((work: Work) => void)[] {
  const prepare = (text: string) => connection.prepare(text);
  const worker = randomUUID();
  const next = prepare(
    "select id from tasks where job_id = ? and type = 'blender' and runnable = 1 order by rank, index_in_job limit 1",
  ).pluck();
  const seen = prepare('update workers set last_seen_at = ? where id = ?');
  const take = prepare(
    "update tasks set status = 'active', runnable = 0, worker_id = ?, attempt_id = ?, activity = ?, last_touched_at = ?, updated_at = ? where id = ? and runnable = 1",
  );
  const attempt = prepare(
    "insert into attempts (id, task_id, job_id, worker_id, worker_name, number, started_at, log_start) values (?, ?, ?, ?, 'worker', 1, ?, 0)",
  );
  const taken = prepare(
    "update job_queues set queued = queued - 1, active = active + 1, runnable = runnable - 1 where job_id = ? and task_type = 'blender'",
  );
  const event = prepare('insert into events (type, job_id, payload, at) values (?, ?, ?, ?)');
  const touch = prepare('update tasks set activity = ?, last_touched_at = ?, updated_at = ? where id = ?');
  const end = prepare(
    "update tasks set status = 'completed', steps_completed = 1, last_touched_at = ?, updated_at = ? where id = ?",
  );
  const steps = prepare('update jobs set steps_completed = steps_completed + 1, updated_at = ? where id = ?');
  const ended = prepare(
    "update job_queues set active = active - 1, completed = completed + 1 where job_id = ? and task_type = 'blender'",
  );
  const endAttempt = prepare("update attempts set outcome = 'completed', ended_at = ? where id = ?");
  const dependents = prepare(
    'update tasks set unfinished_dependencies = unfinished_dependencies - 1 where id in (select task_id from task_dependencies where dependency_id = ?)',
  );
  const payload = JSON.stringify({ id: jobId, text: 'x'.repeat(300) });
  const now = () => new Date().toISOString();
  return [
    (work) => {
      const at = now();
      work.task = String(next.get(jobId));
      seen.run(at, worker);
      take.run(worker, work.attempt, 'Assigned to worker', at, at, work.task);
      attempt.run(work.attempt, work.task, jobId, worker, at);
      taken.run(jobId);
      event.run('task.changed', jobId, payload, at);
      event.run('worker.changed', null, payload, at);
    },
    (work) => {
      const at = now();
      seen.run(at, worker);
      touch.run('Assigned to worker', at, at, work.task);
    },
    (work) => {
      const at = now();
      seen.run(at, worker);
      touch.run('Rendering', at, at, work.task);
    },
    (work) => {
      const at = now();
      seen.run(at, worker);
      end.run(at, at, work.task);
      steps.run(at, jobId);
      ended.run(jobId);
      endAttempt.run(at, work.attempt);
      dependents.run(work.task);
      event.run('task.changed', jobId, payload, at);
    },
  ];
}
