import type { TaskUpdate } from '#server/contracts/task.ts';
import { deleteRequestedJobs } from '#server/scheduler/job-deleter.ts';
import { nextTask } from '#server/scheduler/next-task.ts';
import { repairJobs } from '#server/scheduler/startup-repair.ts';
import { checkTimeouts } from '#server/scheduler/timeouts.ts';
import { addBlocks } from '#server/use-cases/add-blocks.ts';
import { setJob } from '#server/use-cases/set-job.ts';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { changeTaskStatus } from '#server/use-cases/change-task-status.ts';
import { requestJobDeletion } from '#server/use-cases/delete-job.ts';
import { mayWorkerRun } from '#server/use-cases/may-worker-run.ts';
import { removeBlocks } from '#server/use-cases/remove-blocks.ts';
import { reportTask } from '#server/use-cases/report-task.ts';
import { requestWorkerStatus } from '#server/use-cases/request-worker-status.ts';
import { pollWorkerState, workerSignOff, workerStateChanged } from '#server/use-cases/worker-reports-status.ts';
import { workerSignOn } from '#server/use-cases/worker-sign-on.ts';
import type { FarmInProcess } from '#tests/support/farm-in-process.ts';
import type { FarmSnapshot } from '#tests/support/farm-snapshot.ts';
import { submitTasks, type TaskLine, wakeWorker } from '#tests/support/farm-story.ts';
import type { Act } from './acts.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

const MINUTE_MS = 60_000;
const TYPES = [['blender', 'ffmpeg'], ['blender', 'ffmpeg'], ['blender'], ['ffmpeg']] as const;

/** What the people and workers of a history remember. */
export interface Cast {
  readonly workers: readonly string[];
  /** Every attempt that was ever handed out. */
  readonly attempts: { readonly id: string; readonly worker: string }[];
}

export async function hireWorkers(farm: FarmInProcess): Promise<Cast> {
  const workers: string[] = [];
  for (const [index, types] of TYPES.entries()) workers.push(await wakeWorker(farm, `worker ${index}`, types));
  return { workers, attempts: [] };
}

/** Performs one act, or nothing if the act is about something that does not exist. */
export async function play(farm: FarmInProcess, cast: Cast, act: Act, before: FarmSnapshot): Promise<unknown> {
  const worker = 'worker' in act ? (cast.workers[act.worker] ?? '') : '';
  switch (act.kind) {
    case 'submit':
      return submitTasks(farm, graph(act.size, act.edges), { priority: act.priority, name: `of ${act.size} tasks` });
    case 'take': {
      const next = await nextTask(farm, asWorker(worker));
      if (next.answer === 'task') cast.attempts.push({ id: next.task.uuid, worker });
      return next;
    }
    case 'report': {
      const own = cast.attempts.findLast((attempt) => attempt.worker === worker);
      return own && send(farm, own, act.update);
    }
    case 'late-report': {
      const attempt = pick(cast.attempts, act.attempt);
      return attempt && send(farm, attempt, act.update);
    }
    case 'foreign-report': {
      const attempt = pick(cast.attempts, act.attempt);
      return attempt && send(farm, { ...attempt, worker }, { taskStatus: 'completed' });
    }
    case 'sign-off':
      return workerSignOff(farm, asWorker(worker));
    case 'sign-on': {
      const types = [...(TYPES[act.worker] ?? [])];
      const said = { name: `worker ${act.worker}`, supported_task_types: types, software_version: '1' };
      await workerSignOn(farm, asWorker(worker), { ...said, can_restart: false }, '127.0.0.1');
      return workerStateChanged(farm, asWorker(worker), 'awake');
    }
    case 'doze':
      return workerStateChanged(farm, asWorker(worker), 'asleep');
    case 'wake':
      return workerStateChanged(farm, asWorker(worker), 'awake');
    case 'poll':
      return pollWorkerState(farm, asWorker(worker));
    case 'may-run': {
      const own = cast.attempts.findLast((attempt) => attempt.worker === worker);
      return own && mayWorkerRun(farm, asWorker(worker), own.id);
    }
    case 'ask-worker':
      return requestWorkerStatus(farm, SOMEBODY, worker, { status: act.awake ? 'awake' : 'asleep', lazy: act.lazy });
    case 'time':
      farm.pass(act.minutes * MINUTE_MS);
      return checkTimeouts(farm);
    case 'restart':
      return repairJobs(farm);
    case 'task-status': {
      const task = pick(before.tasks, act.task);
      return task && changeTaskStatus(farm, SOMEBODY, { taskId: task.id, to: act.to, reason: 'a person asked' });
    }
    default:
      return playOnJob(farm, act, pick(before.jobs, act.job)?.id, worker);
  }
}

type JobAct = Extract<Act, { readonly job: number }>;

async function playOnJob(farm: FarmInProcess, act: JobAct, jobId: string | undefined, worker: string) {
  if (jobId === undefined) return undefined;
  const entries = (workers: readonly string[]) =>
    workers.flatMap((id) => ['blender', 'ffmpeg'].map((type) => ({ worker_id: id, task_type: type })));
  switch (act.kind) {
    case 'job-status':
      return changeJobStatus(farm, SOMEBODY, { jobId, to: act.to, reason: 'a person asked' });
    case 'job-priority':
      return setJob(farm, SOMEBODY, jobId, { priority: act.priority });
    case 'block':
      return addBlocks(farm, SOMEBODY, jobId, entries([worker]));
    case 'unblock': {
      const rows = await farm.database.tables.selectFrom('job_blocks').select('worker_id').execute();
      return removeBlocks(farm, SOMEBODY, jobId, entries(['', ...new Set(rows.map((row) => row.worker_id))]));
    }
    case 'delete-job':
      await requestJobDeletion(farm, SOMEBODY, jobId);
      return deleteRequestedJobs(farm);
    default:
      return act satisfies never;
  }
}

function send(farm: FarmInProcess, attempt: { id: string; worker: string }, update: TaskUpdate): Promise<void> {
  return reportTask(farm, asWorker(attempt.worker), { attemptId: attempt.id, update });
}

/** Each bit of `edges` says whether the task waits for one of the earlier tasks. */
function graph(size: number, edges: number): TaskLine[] {
  let bits = edges;
  return Array.from({ length: size }, (_, index) => {
    const waitsFor: string[] = [];
    for (let earlier = Math.max(0, index - 3); earlier < index; earlier++) {
      if ((bits & 3) === 1) waitsFor.push(`t${earlier}`);
      bits = Math.floor(bits / 4) + (bits % 4) * 7;
    }
    return [`t${index}`, index % 4 === 3 ? 'ffmpeg' : 'blender', ...waitsFor] as const;
  });
}

function pick<T>(things: readonly T[], number: number): T | undefined {
  return things[number % Math.max(1, things.length)];
}
