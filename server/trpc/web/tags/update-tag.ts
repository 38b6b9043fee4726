import { z } from 'zod';
import { updateTagInputSchema } from '../../../contracts/web/tag-rows.ts';
import { updateWorkerTag } from '../../../use-cases/update-worker-tag.ts';
import { procedureFor } from '../../init.ts';

export const updateTag = procedureFor('workers.change')
  .input(updateTagInputSchema)
  .output(z.null())
  .mutation(async ({ ctx, input: { id, ...change } }) => {
    await updateWorkerTag(ctx.farm, ctx.actor, id, change);
    return null;
  });
