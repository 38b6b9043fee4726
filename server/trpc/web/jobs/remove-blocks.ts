import { z } from 'zod';
import { changeBlocksInputSchema } from '../../../contracts/web/job-rows.ts';
import { removeBlocks as remove } from '../../../use-cases/remove-blocks.ts';
import { procedureFor } from '../../init.ts';

export const removeBlocks = procedureFor('jobs.change', { about: { jobs: 'jobId' } })
  .input(changeBlocksInputSchema)
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await remove(ctx.farm, ctx.actor, input.jobId, input.blocks);
    return null;
  });
