import { z } from 'zod';
import { changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { workerIdsSchema } from '../../../contracts/web/worker-rows.ts';
import { askForNewSecret } from '../../../use-cases/ask-for-new-secret.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const askNewSecret = procedureFor('workers.change')
  .input(z.object({ ids: workerIdsSchema }))
  .output(changeResultsSchema)
  .mutation(({ ctx, input }) =>
    changeEach(ctx, input.ids, (workerId) => askForNewSecret(ctx.farm, ctx.actor, workerId)),
  );
