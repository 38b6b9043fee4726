import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { blocksOfJobSchema } from '../../../contracts/web/job-rows.ts';
import { getJob } from '../../../persistence/repositories/jobs.repository.ts';
import { findBlocklist } from '../../../persistence/repositories/blocks.repository.ts';
import { findQueuesOf } from '../../../persistence/repositories/job-queues.repository.ts';
import { procedureFor } from '../../init.ts';

export const findBlocks = procedureFor('jobs.read')
  .input(z.object({ jobId: uuidSchema }))
  .output(blocksOfJobSchema)
  .query(async ({ ctx, input: { jobId } }) => {
    const { tables } = ctx.farm.database;
    await getJob(tables, jobId);
    const queues = await findQueuesOf(tables, jobId);
    return {
      blocks: await findBlocklist(tables, jobId),
      task_types: queues.map((queue) => queue.task_type).toSorted(),
    };
  });
