import type { WorkerActor } from '../contracts/actor.ts';
import type { WorkerSignedOn, WorkerSignOn } from '../contracts/worker.ts';
import { decideSignOn } from '../domain/worker-state.ts';
import type { Transaction } from '../persistence/database.ts';
import { addTagsTo, findTag } from '../persistence/repositories/worker-tags.repository.ts';
import { lockWorker } from '../persistence/repositories/workers.repository.ts';
import { changeWorker, workerState } from './parts/change-worker.ts';
import type { Farm } from '../farm/farm.ts';
import { judgeAgain } from '../access/judge-registration.ts';

/**
 * A worker program has started. Tasks that it held before are no longer running and go back to the pool. Tags that it
 * names are added to those that it has. Resolves to the status that it should go to, why it may not work yet, and which
 * of the tags do not exist.
 * @throws FarmError not-found
 */
export async function workerSignOn(
  farm: Farm,
  by: WorkerActor,
  signOn: WorkerSignOn,
  address: string,
  registrationSecret?: string,
): Promise<WorkerSignedOn> {
  const workerId = by.id;
  const prescribed = (await farm.port('sleep')?.prescribedStatus(workerId)) ?? null;
  return farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      const decision = decideSignOn(workerState(worker), prescribed);
      const approval = judgeAgain(farm, worker.approval, registrationSecret);
      const types = signOn.supported_task_types.map((type) => type.trim().toLowerCase()).filter((type) => type !== '');
      const unknown = signOn.tags && (await addTags(tx, workerId, signOn.tags));
      await changeWorker(farm, tx, {
        worker,
        decision,
        cause: 'signed-on-again',
        columns: {
          name: signOn.name,
          software: signOn.software_version,
          supported_task_types: JSON.stringify([...new Set(types)]),
          can_restart: signOn.can_restart ? 1 : 0,
          approval,
          address,
          last_seen_at: tx.now,
        },
      });
      const answer = { status_requested: decision.goTo, ...(approval === null ? {} : { approval }) };
      if (!unknown) return answer;
      if (unknown.length > 0)
        farm.logger.warn({ workerId, unknownTags: unknown }, 'worker named tags that do not exist');
      return { ...answer, unknown_tags: unknown };
    },
    { by },
  );
}

/** Gives the worker the tags with these names; resolves to the names that no tag has. */
async function addTags(tx: Transaction, workerId: string, names: readonly string[]): Promise<string[]> {
  const unknown: string[] = [];
  const known: string[] = [];
  for (const name of new Set(names.map((each) => each.trim()).filter((each) => each !== ''))) {
    const tag = await findTag(tx.tables, { name });
    if (tag) known.push(tag.id);
    else unknown.push(name);
  }
  await addTagsTo(tx, workerId, known);
  return unknown;
}
