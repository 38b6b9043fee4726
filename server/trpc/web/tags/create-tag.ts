import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { createTagInputSchema } from '../../../contracts/web/tag-rows.ts';
import { createWorkerTag } from '../../../use-cases/create-worker-tag.ts';
import { procedureFor } from '../../init.ts';

export const createTag = procedureFor('workers.change')
  .input(createTagInputSchema)
  .output(z.object({ id: uuidSchema }))
  .mutation(async ({ ctx, input }) => ({ id: (await createWorkerTag(ctx.farm, ctx.actor, input)).id }));
