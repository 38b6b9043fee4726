import { z } from 'zod';
import { setTagsOfWorkerInputSchema } from '../../../contracts/web/tag-rows.ts';
import { setWorkerTags } from '../../../use-cases/set-worker-tags.ts';
import { procedureFor } from '../../init.ts';

export const setTagsOfWorker = procedureFor('workers.change')
  .input(setTagsOfWorkerInputSchema)
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await setWorkerTags(ctx.farm, ctx.actor, input.workerId, input.tagIds);
    return null;
  });
