import { HttpClient } from './http-client.ts';
import { renderJob } from './render-job.ts';
import { callTimes, percentile, type RunLimits, runLifecycles } from './run-lifecycles.ts';
import { SimulatedWorker } from './simulated-worker.ts';
import { watchProcess } from './watch-process.ts';
import { longestStallsDuring, type Stalls } from './watch-stalls.ts';

/** What one run measures. */
export interface RunPlan {
  readonly frames: number;
  readonly workers: number;
  /** Finished tasks that the database already contains. The caller makes them; here they only appear in the table. */
  readonly oldTasks: number;
}

/** One row of the table; durations in milliseconds unless named otherwise. */
export interface RunResult extends RunPlan {
  readonly submitSeconds: number;
  readonly stallsDuringSubmit: Stalls;
  readonly listSeconds: number;
  readonly stallsDuringList: Stalls;
  readonly lifecycles: number;
  readonly lifecyclesPerSecond: number;
  readonly ask: { readonly p50: number; readonly p99: number };
  readonly update: { readonly p50: number; readonly p99: number };
  readonly handedOutTwice: number;
  /** Tasks of the job that the manager says are completed, minus those that the workers completed: must be 0. */
  readonly lost: number;
  /**
   * The manager's processor time per lifecycle; on a machine that does other things too, this says more than the clock.
   */
  readonly processorMilliseconds: number | undefined;
  /** The manager's memory, in MB. */
  readonly memory: { readonly peak: number; readonly end: number } | undefined;
}

/** The first calls to a new process are slow: these lifecycles come first and are not counted. */
const WARM_UP = 200;

/**
 * Runs one plan against the manager at `url`, which must have nothing else to do. `pid` is the manager's process ID, if
 * known.
 */
export async function measure(
  url: string,
  pid: number | undefined,
  plan: RunPlan,
  limits: RunLimits,
): Promise<RunResult> {
  const http = new HttpClient(url);
  const times = callTimes();
  const workers: SimulatedWorker[] = [];
  for (let n = 1; n <= plan.workers; n++) workers.push(await SimulatedWorker.join(url, `bench-${n}`, times));
  await warmUp(http, workers);
  times.ask.length = 0;
  times.update.length = 0;

  const watch = watchProcess(pid);
  const reporter = await SimulatedWorker.join(url, 'bench-reporter', callTimes());
  const submitted = await longestStallsDuring(url, reporter, () => submit(http, renderJob('bench', plan.frames)));
  const { id, milliseconds } = submitted.value;
  const listed = await longestStallsDuring(url, reporter, () => http.expect(200, 'GET', `/api/v3/jobs/${id}/tasks`));
  await reporter.signOff();
  const before = await watch.processorSeconds();
  const run = await runLifecycles(workers, id, limits);
  const after = await watch.processorSeconds();
  const memory = await watch.memory();
  watch.end();
  const completed = await countCompleted(http, id);
  await cancel(http, id);
  for (const worker of workers) await worker.signOff();
  http.close();
  return {
    ...plan,
    submitSeconds: milliseconds / 1000,
    stallsDuringSubmit: submitted.stalls,
    listSeconds: listed.value.milliseconds / 1000,
    stallsDuringList: listed.stalls,
    lifecycles: run.lifecycles,
    lifecyclesPerSecond: run.lifecycles / run.seconds,
    ask: { p50: percentile(times.ask, 0.5), p99: percentile(times.ask, 0.99) },
    update: { p50: percentile(times.update, 0.5), p99: percentile(times.update, 0.99) },
    handedOutTwice: run.handedOutTwice,
    lost: run.lifecycles - completed,
    processorMilliseconds:
      before === undefined || after === undefined ? undefined : ((after - before) * 1000) / run.lifecycles,
    memory,
  };
}

async function warmUp(http: HttpClient, workers: readonly SimulatedWorker[]): Promise<void> {
  const { id } = await submit(http, renderJob('warm-up', WARM_UP));
  await runLifecycles(workers, id, { lifecycles: WARM_UP + workers.length + 1, seconds: 60 });
  await http.expect(200, 'GET', `/api/v3/jobs/${id}/tasks`);
  await cancel(http, id);
}

async function submit(http: HttpClient, job: Record<string, unknown>): Promise<{ id: string; milliseconds: number }> {
  const reply = await http.expect(200, 'POST', '/api/v3/jobs', job);
  return { id: (JSON.parse(reply.text) as { id: string }).id, milliseconds: reply.milliseconds };
}

async function countCompleted(http: HttpClient, jobId: string): Promise<number> {
  const reply = await http.expect(200, 'GET', `/api/v3/jobs/${jobId}/tasks`);
  const { tasks = [] } = JSON.parse(reply.text) as { tasks?: { status: string }[] };
  return tasks.filter((task) => task.status === 'completed').length;
}

/** Remaining tasks must not be handed out in the next run. A completed job refuses this, which does no harm. */
async function cancel(http: HttpClient, jobId: string): Promise<void> {
  await http.call('POST', `/api/v3/jobs/${jobId}/setstatus`, {
    status: 'cancel-requested',
    reason: 'the bench is over',
  });
}
