import { z } from 'zod';
import { changeBlocksInputSchema } from '../../../contracts/web/job-rows.ts';
import { addBlocks as add } from '../../../use-cases/add-blocks.ts';
import { procedureFor } from '../../init.ts';

export const addBlocks = procedureFor('jobs.change', { about: { jobs: 'jobId' } })
  .input(changeBlocksInputSchema)
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await add(ctx.farm, ctx.actor, input.jobId, input.blocks);
    return null;
  });
