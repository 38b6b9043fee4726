import { auditedWorker } from './parts/audited.ts';
import type { WorkerActor } from '../contracts/actor.ts';
import type { WorkerApproval, WorkerSignedOn, WorkerSignOn } from '../contracts/worker.ts';
import { decideSignOn } from '../domain/worker-state.ts';
import { decideWishes } from '../domain/worker-wishes.ts';
import type { Transaction } from '../persistence/database.ts';
import type { AuditedChange } from '../persistence/new-audit-entry.ts';
import { addTagsTo, findTag, findTagsOf } from '../persistence/repositories/worker-tags.repository.ts';
import { isNameTaken, lockWorker } from '../persistence/repositories/workers.repository.ts';
import type { WorkerRow } from '../persistence/tables.ts';
import { changeWorker, workerState } from './parts/change-worker.ts';
import type { Farm } from '../farm/farm.ts';
import { isWaiting, judgeAgain } from '../access/judge-registration.ts';
import { enrolledBy, useIfPossible } from './parts/enrolment-code.ts';

/**
 * A worker program has started. Tasks that it held before are no longer running and go back to the pool. Tags that it
 * names are added to those that it has, and it gets the name that it says, if it may choose. Resolves to the status
 * that it should go to, why it may not work yet, which of the tags do not exist, and what was refused.
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
      const code = isWaiting(worker.approval) ? await useIfPossible(tx, registrationSecret) : undefined;
      const approval = code ? null : judgeAgain(farm, worker.approval, registrationSecret);
      const types = signOn.supported_task_types.map((type) => type.trim().toLowerCase()).filter((type) => type !== '');
      const named = await tagsNamed(tx, signOn.tags ?? []);
      const wishes = decideWishes({
        isNew: worker.status === '',
        onlyWhenNew: farm.config.settings.worker_wishes === 'first',
        nameLocked: worker.name_locked === 1,
        tagsLocked: worker.tags_locked === 1,
        name: worker.name,
        wishedName: signOn.name,
        isTaken: await isTaken(tx, worker, signOn.name),
        tags: (await findTagsOf(tx.tables, workerId)).map((tag) => tag.name),
        wishedTags: [...named.known.keys()],
      });
      const given = wishes.tags.flatMap((name) => named.known.get(name) ?? []);
      await addTagsTo(tx, workerId, given);
      await changeWorker(farm, tx, {
        worker,
        decision,
        cause: 'signed-on-again',
        columns: {
          name: wishes.name,
          refused_wishes: wishes.refused && JSON.stringify(wishes.refused),
          software: signOn.software_version,
          supported_task_types: JSON.stringify([...new Set(types)]),
          can_restart: signOn.can_restart ? 1 : 0,
          approval,
          ...(code && { enrolment_code_id: code.id }),
          address,
          last_seen_at: tx.now,
        },
      });
      if (approval !== worker.approval) {
        tx.audit({
          ...saidOf(approval, code ? 'an enrolment code' : 'the registration secret'),
          subject: auditedWorker(worker),
          before: { approval: worker.approval },
          after: { approval: approval ?? 'approved', ...enrolledBy(code) },
        });
      }
      const ids = { workerId, workerName: wishes.name };
      if (wishes.refused)
        farm.logger.warn({ ...ids, ...wishes.refused }, 'worker asked for a name or tags that it may not choose');
      if (named.unknown.length > 0)
        farm.logger.warn({ ...ids, unknownTags: named.unknown }, 'worker named tags that do not exist');
      return {
        status_requested: decision.goTo,
        ...(approval !== null && { approval }),
        ...(signOn.tags && { unknown_tags: named.unknown }),
        ...(wishes.refused && { refused_wishes: wishes.refused }),
      };
    },
    { by },
  );
}

/** What the audit log says of another approval. A worker may also come with a wrong secret now, or with none. */
function saidOf(approval: WorkerApproval | null, proof: string): Pick<AuditedChange, 'action' | 'did'> {
  return approval === null
    ? { action: 'worker.approve', did: `proved with ${proof} that the worker … belongs to the farm` }
    : { action: 'worker.sign-on', did: 'signed on as the worker …, which still waits for approval' };
}

/** Whether another worker has the name. Usually a worker has it already, and then nothing is looked up. */
async function isTaken({ tables }: Transaction, worker: WorkerRow, name: string): Promise<boolean> {
  return name !== worker.name && (await isNameTaken(tables, name, worker.id));
}

/** The tags with these names, as name to id, and the names that no tag has. */
async function tagsNamed(
  tx: Transaction,
  names: readonly string[],
): Promise<{ known: Map<string, string>; unknown: string[] }> {
  const unknown: string[] = [];
  const known = new Map<string, string>();
  for (const name of new Set(names.map((each) => each.trim()).filter((each) => each !== ''))) {
    const tag = await findTag(tx.tables, { name });
    if (tag) known.set(name, tag.id);
    else unknown.push(name);
  }
  return { known, unknown };
}
