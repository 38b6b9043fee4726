import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { storedWorkerCheckSchema } from '../../../contracts/worker-check.ts';
import { findWorkerCheck } from '../../../persistence/repositories/worker-checks.repository.ts';
import { procedureFor } from '../../init.ts';

/** What the worker found out about itself when it last signed on. */
export const lastCheck = procedureFor('workers.read')
  .input(z.object({ id: uuidSchema }))
  .output(storedWorkerCheckSchema)
  .query(({ ctx, input }) => findWorkerCheck(ctx.farm.database.tables, input.id));
