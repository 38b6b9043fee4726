import { z } from 'zod';
import { workerRowSchema } from '../../../contracts/web/worker-rows.ts';
import { findWorkerRows } from '../../../persistence/repositories/worker-rows.repository.ts';
import { procedureFor } from '../../init.ts';

export const findWorkers = procedureFor('workers.read')
  .input(z.object({}))
  .output(z.array(workerRowSchema))
  .query(({ ctx }) => findWorkerRows(ctx.farm.database.tables));
