import { z } from 'zod';
import { workerIdsSchema, workerRowSchema } from '../../../contracts/web/worker-rows.ts';
import { findWorkerRowsById } from '../../../persistence/repositories/worker-rows.repository.ts';
import { procedureFor } from '../../init.ts';

/** These workers as the workers table shows them, in one answer; removed workers are left out. */
export const workerRows = procedureFor('workers.read')
  .input(z.object({ ids: workerIdsSchema }))
  .output(z.array(workerRowSchema))
  .query(({ ctx, input }) => findWorkerRowsById(ctx.farm.database.tables, input.ids));
