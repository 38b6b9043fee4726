import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { type WorkerStatusHistory, workerStatusHistorySchema } from '../../../contracts/worker-status-history.ts';
import { findStatusChanges } from '../../../persistence/repositories/worker-status-changes.repository.ts';
import { getWorker } from '../../../persistence/repositories/workers.repository.ts';
import { procedureFor } from '../../init.ts';

/** The worker's changes of status, newest first. */
export const history = procedureFor('workers.read')
  .input(z.object({ id: uuidSchema }))
  .output(workerStatusHistorySchema)
  .query(async ({ ctx, input }): Promise<WorkerStatusHistory> => {
    const { tables } = ctx.farm.database;
    await getWorker(tables, input.id);
    const changes = await findStatusChanges(tables, input.id);
    return {
      changes: changes.map((change) => ({ at: change.at, from: change.from_status, to: change.to_status })),
    } as WorkerStatusHistory;
  });
