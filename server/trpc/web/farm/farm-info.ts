import { farmInfoSchema } from '../../../contracts/web/live.ts';
import { countWorkersByStatus } from '../../../persistence/repositories/status-counts.repository.ts';
import { procedureFor } from '../../init.ts';
import { PRODUCT_VERSION } from '../../product-version.ts';

export const farmInfo = procedureFor('farm.read')
  .output(farmInfoSchema)
  .query(async ({ ctx }) => {
    const { config, database, plugins } = ctx.farm;
    const workers = await countWorkersByStatus(database.tables);
    return {
      name: config.settings.manager_name,
      version: PRODUCT_VERSION,
      status: ctx.farm.farmStatus ?? 'starting',
      workers: { awake: workers.awake ?? 0, total: Object.values(workers).reduce((sum, count) => sum + count, 0) },
      access: ctx.farm.config.settings.access,
      addOnUrl: ctx.farm.port('addOn')?.url ?? null,
      plugins: plugins.statuses().flatMap(({ id, state }) => (state === 'running' ? [id] : [])),
    };
  });
