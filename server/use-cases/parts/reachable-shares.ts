import { FarmError } from '../../domain/errors.ts';
import type { NetworkShare } from '../../domain/network-shares.ts';
import { findWorkerNotOnWindows } from '../../persistence/repositories/workers.repository.ts';
import type { Tables } from '../../persistence/tables.ts';

/**
 * Checks that no worker that may get one of these tasks would take a path on a network share of Windows for something
 * else. `sharesInUse` is by task type.
 * @throws FarmError bad-request, naming the setting, a worker, and what to do
 */
export async function requireReachableShares(
  tables: Tables,
  sharesInUse: ReadonlyMap<string, NetworkShare>,
  tagId: string | null,
): Promise<void> {
  for (const [taskType, { settings, name }] of sharesInUse) {
    const worker = await findWorkerNotOnWindows(tables, { taskType, tagId });
    if (!worker) continue;
    throw new FarmError('bad-request', {
      message:
        `${settings.join(', ')}: ${name} is a network share of Windows, which the worker "${worker.name}" (${worker.platform}) cannot reach by that name; ` +
        `give the manager a two-way variable whose value is ${name} for windows and the folder of that share for other platforms, or bind the job to a tag that only workers on Windows have`,
    });
  }
}
