import { setTimeout as wait } from 'node:timers/promises';
import type { ManagerApi } from '../farm/manager-api.ts';
import type { Program } from '../farm/program.ts';
import { lastLines } from '../system/run-quietly.ts';
import { describeProgress } from './describe-progress.ts';
import type { Screen } from './screen.ts';
import { StepFailure } from './step-failure.ts';

const POLL_MS = 250;
const STEP = 'render';

/**
 * Shows a job's progress until it is completed. @throws StepFailure if the job fails, with the failed task's log, or if
 * one of the programs ends, with that program's log
 */
export async function followJob(
  jobId: string,
  api: ManagerApi,
  programs: Program[],
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const gone = programs.find((program) => !program.isRunning());
    if (gone) throw new StepFailure(STEP, `the ${gone.name} ended unexpectedly (${await gone.ended})`, gone.tail(20));
    const [job, tasks] = await Promise.all([api.job(jobId), api.tasks(jobId)]);
    const { share, line } = describeProgress(job, tasks);
    screen.progress(share, line);
    if (job.status === 'completed') return;
    if (job.status === 'failed' || job.status === 'canceled') {
      const failed = tasks.find((task) => task.status === 'failed' || task.status === 'soft-failed');
      const log = failed ? lastLines(await api.logTail(failed.id), 20) : '';
      throw new StepFailure(
        STEP,
        `the job ${job.status}${failed ? ` at task ${failed.name}` : ''}: ${job.activity}`,
        log,
      );
    }
    await wait(POLL_MS, undefined, { signal });
  }
}
