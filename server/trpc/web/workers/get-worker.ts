import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { workerRowSchema } from '../../../contracts/web/worker-rows.ts';
import { notFound } from '../../../domain/errors.ts';
import { getWorkerRow } from '../../../persistence/repositories/worker-rows.repository.ts';
import { procedureFor } from '../../init.ts';

export const getWorker = procedureFor('workers.read')
  .input(z.object({ id: uuidSchema }))
  .output(workerRowSchema)
  .query(async ({ ctx, input }) => {
    const worker = await getWorkerRow(ctx.farm.database.tables, input.id);
    if (!worker) throw notFound('worker', input.id);
    return worker;
  });
