import { HttpClient } from '../http-client.ts';
import { watchProcess } from '../watch-process.ts';

/** What one row measures. */
export interface SubmissionsPlan {
  readonly jobs: number;
  /** Clients that submit at the same time, each its next job as soon as the last one is stored. */
  readonly clients: number;
}

export interface SubmissionsResult extends SubmissionsPlan {
  readonly jobsPerSecond: number;
  /** How long a submission takes, in milliseconds, at the median. */
  readonly median: number;
  /** The manager's processor time per job, in milliseconds, without that of the sandbox. */
  readonly processorMilliseconds: number | undefined;
}

export const SUBMISSIONS_PLANS: readonly SubmissionsPlan[] = [
  { jobs: 500, clients: 1 },
  { jobs: 500, clients: 8 },
];

/** The first calls to a new process are slow: these jobs come first and are not counted. */
const WARM_UP = 100;

const TWO_TASKS = {
  name: 'bench',
  type: 'echo-sleep-test',
  submitter_platform: 'linux',
  settings: { message: 'hello', sleep_duration_seconds: 1, sleep_repeats: 1 },
};

/** Submits jobs with two tasks each. */
export async function measureSubmissions(
  url: string,
  pid: number | undefined,
  plan: SubmissionsPlan,
): Promise<SubmissionsResult> {
  await submitAll(url, WARM_UP, plan.clients);
  const watch = watchProcess(pid);
  const before = await watch.processorSeconds();
  const started = performance.now();
  const times = await submitAll(url, plan.jobs, plan.clients);
  const seconds = (performance.now() - started) / 1000;
  const after = await watch.processorSeconds();
  watch.end();
  return {
    ...plan,
    jobsPerSecond: plan.jobs / seconds,
    median: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN,
    processorMilliseconds:
      before === undefined || after === undefined ? undefined : ((after - before) * 1000) / plan.jobs,
  };
}

/** One row of figures, in words. */
export function submissionsText({ jobs, clients, jobsPerSecond, median, ...rest }: SubmissionsResult): string {
  const by = clients === 1 ? 'one client' : `${clients} clients`;
  const cpu = rest.processorMilliseconds === undefined ? '' : `, ${rest.processorMilliseconds.toFixed(1)} ms CPU each`;
  return `  ${jobs} jobs of two tasks by ${by}: ${jobsPerSecond.toFixed(0)}/s, median ${median.toFixed(1)} ms${cpu}`;
}

/** Resolves to how long each submission took. */
async function submitAll(url: string, jobs: number, clients: number): Promise<number[]> {
  const times: number[] = [];
  let left = jobs;
  const submit = async (): Promise<void> => {
    const http = new HttpClient(url);
    while (left-- > 0) times.push((await http.expect(200, 'POST', '/api/v3/jobs', TWO_TASKS)).milliseconds);
    http.close();
  };
  await Promise.all(Array.from({ length: clients }, submit));
  return times;
}
