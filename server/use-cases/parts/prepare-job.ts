import { type Actor, identityOf, ownerOf } from '../../contracts/actor.ts';
import { type JobStatus, type SubmittedJob } from '../../contracts/job.ts';
import { timestamp } from '../../domain/clock.ts';
import { FarmError } from '../../domain/errors.ts';
import { fitSettings } from '../../domain/fit-settings.ts';
import type { CompiledJob } from '../../job-types/compile-job.ts';
import { ownsJobWith } from '../../persistence/repositories/owners.repository.ts';
import { findTag } from '../../persistence/repositories/worker-tags.repository.ts';
import type { Tables } from '../../persistence/tables.ts';
import type { Farm } from '../../farm/farm.ts';
import { replacePathsByVariables } from './job-variables.ts';
import { requireReachableShares } from './reachable-shares.ts';
import { requireJobsToDependOn } from './waiting-jobs.ts';

/**
 * The statuses that a new job may be submitted with, and what they come to: a job without a finished task cannot be
 * active yet, and one without a running task need not wait to be paused.
 */
const INITIAL_STATUSES: Readonly<Partial<Record<JobStatus, JobStatus>>> = {
  queued: 'queued',
  active: 'queued',
  requeueing: 'queued',
  paused: 'paused',
  'pause-requested': 'paused',
};

export interface PreparedJob {
  readonly id: string;
  readonly createdAt: string;
  readonly status: JobStatus;
  readonly compiled: CompiledJob;
}

/**
 * Finds everything that can be wrong with a submission before anything is stored; checking and submitting a job share
 * it. The steps and their order are those of Flamenco 3.
 * @param signal aborted when the client does not wait for an answer any more
 * @throws FarmError bad-request, outdated (the job type has changed), job-compile-failed, busy, or client-left
 */
export async function prepareJob(
  farm: Farm,
  by: Actor,
  submitted: SubmittedJob,
  signal?: AbortSignal,
): Promise<PreparedJob> {
  const status = INITIAL_STATUSES[submitted.initial_status ?? 'queued'];
  if (!status) {
    throw new FarmError('bad-request', {
      message: `initial_status: a new job can be queued or paused, not ${submitted.initial_status}`,
    });
  }
  await requireTag(farm.database.tables, submitted);
  await requireJobsToDependOn(farm.database.tables, submitted.depends_on);
  const loaded = await farm.jobTypes.load(submitted.type);
  if (!loaded) {
    throw new FarmError('bad-request', { message: `type: there is no job type "${submitted.type}" on this manager` });
  }
  const { jobType, sources } = loaded;
  if (submitted.type_etag && submitted.type_etag !== jobType.etag) {
    throw new FarmError('outdated', {
      message: `type_etag: the job type "${submitted.type}" has changed; refresh the job types and submit again`,
    });
  }
  const settings = fitSettings(submitted.settings ?? {}, jobType.settings);
  const id = farm.newId();
  const createdAt = timestamp(farm.clock.now());
  const compiled = await farm.compileJob({
    jobType: jobType.name,
    sources,
    caller: by.kind === 'open' ? by.address : identityOf(by),
    signal,
    job: {
      id,
      name: submitted.name,
      priority: submitted.priority,
      type: submitted.type,
      status,
      created: createdAt,
      workerTag: submitted.worker_tag ?? '',
      storage: { shamanCheckoutId: submitted.storage?.shaman_checkout_id ?? '' },
      ...replacePathsByVariables(farm.config, { ...submitted, settings }),
    },
  });
  await requireCheckout(farm, by, compiled.job.storage.shamanCheckoutId);
  await requireReachableShares(farm.database.tables, compiled.sharesInUse, submitted.worker_tag || null);
  return { id, createdAt, status, compiled };
}

/**
 * A job's checkout is removed with the job, so it has to be one. Without a store there is none that could be removed;
 * then its files are somebody else's matter. The script of the job type may have named another one than the client.
 */
async function requireCheckout(farm: Farm, by: Actor, checkoutId: string): Promise<void> {
  const uploads = farm.port('uploads');
  if (checkoutId === '' || !uploads) return;
  const owner = ownerOf(by);
  const isShared = owner !== null && (await ownsJobWith(farm.database.tables, owner, checkoutId));
  await uploads.requireCheckout(checkoutId, owner, isShared);
}

/** Checks that the tag a job is bound to exists. @throws FarmError bad-request */
export async function requireTag(tables: Tables, { worker_tag: id }: Pick<SubmittedJob, 'worker_tag'>): Promise<void> {
  if (id && !(await findTag(tables, { id }))) {
    throw new FarmError('bad-request', { message: `worker_tag: there is no worker tag ${id}` });
  }
}
