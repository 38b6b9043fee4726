import { auditedWorker } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import type { WorkerRegistration } from '../contracts/worker.ts';
import { timestamp } from '../domain/clock.ts';
import { insertWorker } from '../persistence/repositories/workers.repository.ts';
import type { WorkerRow } from '../persistence/tables.ts';
import type { Farm } from '../farm/farm.ts';
import { registrationSecrets } from '../config/registration-secrets.ts';
import { judgeRegistration } from '../access/judge-registration.ts';
import { networkOf } from '../access/network-of.ts';
import { requirePace } from '../access/registration-pace.ts';
import { requireRoom } from './parts/registration-room.ts';
import { enrolledBy, isEnrolmentCode, requireUsable, useEnrolmentCode } from './parts/enrolment-code.ts';
import { hashSecret } from '../access/worker-secret.ts';

/**
 * Creates a worker with a new id and no status yet. Names need not be unique. There is no event: the worker shows up
 * when it signs on. If the farm lets in only workers that it knows, one that sends neither the registration secret nor
 * an enrolment code gets no work until somebody approves it.
 * @throws FarmError bad-credentials (an enrolment code that cannot be used); too-many: from this network, that wait for
 *   approval, or on the whole farm
 */
export async function registerWorker(
  farm: Farm,
  by: Actor,
  registration: WorkerRegistration,
  address: string,
  registrationSecret?: string,
): Promise<WorkerRow> {
  const network = networkOf(address);
  const code = isEnrolmentCode(registrationSecret) ? registrationSecret : undefined;
  if (code !== undefined) await requireUsable(farm, code, network);
  const approval = code === undefined ? judgeRegistration(farm, registrationSecret) : null;
  // Whoever knows the secret or has a code was sent by the farm, however many come at once.
  const isSent = code !== undefined || registrationSecrets(farm.config.settings).length > 0;
  if (approval !== null || !isSent) requirePace(farm, network);
  await requireRoom(farm, approval, network);
  const now = timestamp(farm.clock.now());
  const worker: WorkerRow = {
    id: farm.newId(),
    secret_hash: await hashSecret(registration.secret, { network, worker: '' }),
    next_secret_hash: null,
    new_secret_asked_at: null,
    enrolment_code_id: null,
    name: registration.name,
    address,
    platform: registration.platform,
    software: '',
    status: '',
    status_requested: null,
    status_request_lazy: 0,
    supported_task_types: JSON.stringify(registration.supported_task_types),
    can_restart: 0,
    name_locked: 0,
    tags_locked: 0,
    refused_wishes: null,
    approval,
    last_seen_at: null,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  await farm.database.transaction(
    async (tx) => {
      const used = code === undefined ? undefined : await useEnrolmentCode(tx, code);
      await insertWorker(tx, { ...worker, enrolment_code_id: used?.id ?? null });
      tx.audit({
        action: 'worker.register',
        subject: auditedWorker(worker),
        did: 'registered the worker',
        after: { name: worker.name, platform: worker.platform, approval: approval ?? 'approved', ...enrolledBy(used) },
      });
    },
    { by },
  );
  const ids = { workerId: worker.id, workerName: worker.name };
  if (worker.approval === null) farm.logger.info(ids, 'worker registered');
  else farm.logger.warn({ ...ids, reason: worker.approval, address }, 'worker registered and waits for approval');
  return worker;
}
