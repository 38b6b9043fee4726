import { auditedJob } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import type { JobStatus } from '../contracts/job.ts';
import { decideJobChange } from '../domain/decide-job-change.ts';
import { clearFailuresOfJob } from '../persistence/repositories/failures.repository.ts';
import { lockJob } from '../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../persistence/repositories/task-counts.repository.ts';
import { applyJobSteps } from './parts/apply-job-steps.ts';
import type { Farm } from '../farm/farm.ts';
import { clearBlocks } from '../persistence/repositories/blocks.repository.ts';

export interface JobStatusRequest {
  readonly jobId: string;
  readonly to: JobStatus;
  readonly reason: string;
}

/**
 * A person cancels, pauses, releases or re-queues a job. The whole ripple (the tasks, then the statuses that follow) is
 * stored together. Re-queueing also forgets which workers failed or were blocked.
 * @throws FarmError not-found, impossible-change
 */
export async function changeJobStatus(farm: Farm, by: Actor, request: JobStatusRequest): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      const facts = { id: job.id, status: job.status };
      const tally = await tallyOf(tx.tables, job.id);
      const decision = decideJobChange({
        job: facts,
        tally,
        to: request.to,
        reason: request.reason,
      });
      await applyJobSteps(farm, tx, job.id, { steps: decision.job, tally });
      if (request.to === 'requeueing') {
        await clearFailuresOfJob(tx, job.id);
        await clearBlocks(tx, job.id);
      }
      if (decision.job.length > 0) {
        tx.audit({
          action: 'job.status',
          subject: auditedJob(job),
          did: 'changed the status of the job',
          before: { status: job.status },
          after: { status: request.to, reason: request.reason || undefined },
        });
      }
      tx.afterCommit(() => {
        const to = decision.job.at(-1)?.to;
        if (to) farm.logger.info({ jobId: job.id, from: job.status, to, reason: request.reason }, 'job status changed');
      });
    },
    { by },
  );
}
