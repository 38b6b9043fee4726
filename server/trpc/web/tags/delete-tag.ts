import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { deleteWorkerTag } from '../../../use-cases/delete-worker-tag.ts';
import { procedureFor } from '../../init.ts';

export const deleteTag = procedureFor('workers.change')
  .input(z.object({ id: uuidSchema }))
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await deleteWorkerTag(ctx.farm, ctx.actor, input.id);
    return null;
  });
