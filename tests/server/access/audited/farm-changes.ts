import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANAGER } from '#server/contracts/actor.ts';
import { insertDeadLetter } from '#server/persistence/repositories/dead-letters.repository.ts';
import { addBlocks } from '#server/use-cases/add-blocks.ts';
import { makeEnrolmentCode } from '#server/use-cases/make-enrolment-code.ts';
import { createWorkerTag } from '#server/use-cases/create-worker-tag.ts';
import { basicAuth, ECHO_JOB } from '#tests/support/test-client.ts';
import type { AuditedCall, Scene, Sending } from './scene.ts';

type Make = (scene: Scene) => Promise<Sending>;

/** A call that needs no more than this to be sent. */
function entered(as: string, make: Make, by?: AuditedCall['by']): AuditedCall {
  return { as, ...(by ? { by } : {}), call: async (scene, send) => send(await make(scene)) };
}

const ofJob = (as: string, input?: unknown, more?: object) =>
  entered(as, async (scene) => ({ params: { job_id: (await scene.job(more)).id }, input }));
const ofJobs = (as: string, input: object, more?: object) =>
  entered(as, async (scene) => ({ input: { ids: [(await scene.job(more)).id], ...input } }));
const ofWorker = (as: string, input?: unknown, more?: object) =>
  entered(as, async (scene) => ({ params: { worker_id: await scene.worker(more) }, input }));
const ofWorkers = (as: string, input: object, more?: object) =>
  entered(as, async (scene) => ({ input: { ids: [await scene.worker(more)], ...input } }));

async function newTag(scene: Scene): Promise<{ readonly id: string; readonly name: string }> {
  return createWorkerTag(scene.manager.farm, MANAGER, { name: scene.name('tag') });
}

/** A job with a block, and what is sent to remove it. */
async function blocked(scene: Scene, isThere: boolean) {
  const [{ id }, worker] = [await scene.job(), await scene.worker()];
  const blocks = [{ worker_id: worker, task_type: 'blender' }];
  if (isThere) await addBlocks(scene.manager.farm, MANAGER, id, blocks);
  return { id, blocks };
}

/** An event that a plugin could not handle. */
async function deadLetter({ manager: { farm } }: Scene): Promise<Sending> {
  const id = randomUUID();
  farm.events.durable.set('plugin:mail', () => Promise.resolve());
  const event = { seq: 7, by: MANAGER, type: 'farm-status.changed', payload: { status: 'idle' } } as const;
  const fate = { id, subscriber: 'plugin:mail', error: 'timed out', tries: 6 };
  await farm.database.transaction((tx) => insertDeadLetter(tx, { ...event, at: tx.now }, fate), { by: MANAGER });
  return { input: { ids: [id] } };
}

async function settings(scene: Scene): Promise<Sending> {
  const current = await scene.manager.client.call('GET', '/configuration/file', { headers: scene.admin.headers });
  const mqtt = {
    client: { password: scene.secret('planted in the settings'), broker: 'tcp://bob:planted-in-address@broker:1883' },
  };
  scene.secret('planted-in-address');
  return { input: { ...(current.body as object), manager_name: 'Farm of the spec', mqtt } };
}

async function storage({ manager: { folder } }: Scene): Promise<Sending> {
  const storageLocation = join(folder, 'another');
  await mkdir(storageLocation, { recursive: true });
  return { input: { storageLocation, blenderExecutable: BLENDER } };
}

export const BLENDER = { input: '', path: '', source: 'default', is_usable: true, cause: '' };
export const REGISTRATION_SECRET = 'the-planted-secret-of-the-farm';
const OFFICE = { is_active: false, days_of_week: 'mo tu', start_time: '09:00', end_time: '18:00' };
const WINDOWS = { is_active: false, windows: [{ days: ['fr'], start: '22:00', end: '06:00' }] };
const UNAPPROVED = { approval: 'wrong-secret' };

async function newCode(scene: Scene): Promise<string> {
  const { id, code } = await makeEnrolmentCode(scene.manager.farm, MANAGER, { machines: 1, minutes: 60 });
  scene.secret(code);
  return id;
}

/** A new code, which either door shows this once. */
const codeMade: AuditedCall = {
  as: 'enrolment-code.create',
  call: async (scene, send) => {
    const sent = await send({ input: { machines: 2 } });
    scene.secret(/fne_[\w-]{20,}/.exec(sent.text)?.[0] ?? '');
    return sent;
  },
};

/** What changes jobs, workers, tags and settings. */
export const FARM_CHANGES: Readonly<Record<string, AuditedCall>> = {
  updateConfigurationFile: entered('settings.change', settings),
  saveSetupAssistantConfig: entered('settings.change', storage),
  submitJob: entered('job.submit', () => Promise.resolve({ input: ECHO_JOB })),
  deleteJob: ofJob('job.delete'),
  deleteJobMass: entered('job.delete-many', async (scene) => {
    await scene.job();
    return { input: { last_updated_max: '2099-01-01T00:00:00Z' } };
  }),
  setJobStatus: ofJob('job.status', { status: 'cancel-requested', reason: 'over' }),
  setJobPriority: ofJob('job.set', { priority: 7 }),
  setJobFailurePolicy: ofJob('job.set', { job_fail_percentage: 20 }),
  setJobKeep: ofJob('job.set', { keep: true }),
  setJobTag: entered('job.tag', async (scene) => ({
    params: { job_id: (await scene.job()).id },
    input: { id: (await newTag(scene)).id },
  })),
  setJobOwner: entered('job.hand-over', async (scene) => ({
    params: { job_id: (await scene.job()).id },
    input: { person: (await scene.person()).name },
  })),
  releaseJob: ofJob('job.release', undefined, { waits_for: 1 }),
  addJobBlocklist: entered('job.block', async (scene) => {
    const { id, blocks } = await blocked(scene, false);
    return { params: { job_id: id }, input: blocks };
  }),
  removeJobBlocklist: entered('job.unblock', async (scene) => {
    const { id, blocks } = await blocked(scene, true);
    return { params: { job_id: id }, input: blocks };
  }),
  setTaskStatus: entered('task.status', async (scene) => ({
    params: { task_id: (await scene.job()).task },
    input: { status: 'canceled', reason: 'over' },
  })),
  registerWorker: entered(
    'worker.register',
    (scene) => {
      const secret = scene.secret('planted by a worker');
      const input = { name: scene.name('node'), secret, platform: 'linux', supported_task_types: ['misc'] };
      return Promise.resolve({
        input,
        headers: { 'X-Flamenco-Registration-Secret': scene.secret(REGISTRATION_SECRET) },
      });
    },
    { kind: 'open', address: '127.0.0.1' },
  ),
  signOn: entered(
    'worker.approve',
    async (scene) => {
      const worker = await scene.manager.client.registeredWorker(scene.name('node'));
      const headers = { Authorization: basicAuth(worker), 'X-Flamenco-Registration-Secret': REGISTRATION_SECRET };
      const input = { name: 'late', supported_task_types: ['misc'], software_version: '1', can_restart: false };
      return { input, headers };
    },
    { kind: 'worker' },
  ),
  changeWorkerSecret: entered(
    'worker.secret',
    async (scene) => {
      const { client } = scene.manager;
      const name = scene.name('node');
      const [first, next] = [scene.secret(`planted before of ${name}`), scene.secret(`planted after of ${name}`)];
      const headers = { 'X-Flamenco-Registration-Secret': REGISTRATION_SECRET };
      const body = { name, secret: first, platform: 'linux', supported_task_types: ['misc'] };
      const made = await client.call('POST', '/worker/register-worker', { headers, body });
      const { uuid: id } = made.body as { uuid: string };
      await client.call('POST', '/worker/secret', { worker: { id, secret: first }, body: { secret: next } });
      return { input: {}, headers: { Authorization: basicAuth({ id, secret: next }) } };
    },
    { kind: 'worker' },
  ),
  askForNewWorkerSecret: ofWorker('worker.new-secret'),
  createEnrolmentCode: codeMade,
  deleteEnrolmentCode: entered('enrolment-code.revoke', async (scene) => ({
    params: { code_id: await newCode(scene) },
  })),
  deleteWorker: ofWorker('worker.remove'),
  requestWorkerStatusChange: ofWorker('worker.request-status', { status: 'asleep', is_lazy: false }),
  decideWorkerApproval: ofWorker('worker.reject', { decision: 'reject' }, UNAPPROVED),
  setWorkerTags: entered('worker.tags', async (scene) => ({
    params: { worker_id: await scene.worker() },
    input: { tag_ids: [(await newTag(scene)).id] },
  })),
  createWorkerTag: entered('worker-tag.create', (scene) => Promise.resolve({ input: { name: scene.name('tag') } })),
  updateWorkerTag: entered('worker-tag.change', async (scene) => ({
    params: { tag_id: (await newTag(scene)).id },
    input: { name: scene.name('tag') },
  })),
  deleteWorkerTag: entered('worker-tag.delete', async (scene) => ({ params: { tag_id: (await newTag(scene)).id } })),
  setWorkerSleepSchedule: ofWorker('worker.sleep-schedule', OFFICE),
  setWorkerSleepWindows: ofWorker('worker.sleep-schedule', WINDOWS),
  'sleep-schedules.set': entered('worker.sleep-schedule', async (scene) => ({
    input: { workerId: await scene.worker(), schedule: WINDOWS },
  })),
  'jobs.change': ofJobs('job.status', { action: 'cancel' }),
  'jobs.set': ofJobs('job.set', { change: { priority: 7 } }),
  'jobs.release': ofJobs('job.release', {}, { waits_for: 1 }),
  'jobs.delete': ofJobs('job.delete', {}),
  'jobs.handOver': entered('job.hand-over', async (scene) => ({
    input: { ids: [(await scene.job()).id], personId: (await scene.person()).id },
  })),
  'jobs.addBlocks': entered('job.block', async (scene) => {
    const { id, blocks } = await blocked(scene, false);
    return { input: { jobId: id, blocks } };
  }),
  'jobs.removeBlocks': entered('job.unblock', async (scene) => {
    const { id, blocks } = await blocked(scene, true);
    return { input: { jobId: id, blocks } };
  }),
  'tasks.change': entered('task.status', async (scene) => ({
    input: { ids: [(await scene.job()).task], action: 'cancel' },
  })),
  'workers.requestStatus': ofWorkers('worker.request-status', { status: 'asleep', lazy: true }),
  'workers.decideApproval': ofWorkers('worker.approve', { decision: 'approve' }, UNAPPROVED),
  'workers.setName': entered('worker.name', async (scene) => ({
    input: { id: await scene.worker(), name: scene.name('node') },
  })),
  'workers.letChoose': entered('worker.let-choose', async (scene) => ({
    input: { id: await scene.worker({ name_locked: 1 }) },
  })),
  'workers.askNewSecret': ofWorkers('worker.new-secret', {}),
  'workers.makeCode': codeMade,
  'workers.revokeCode': entered('enrolment-code.revoke', async (scene) => ({ input: { id: await newCode(scene) } })),
  'workers.delete': ofWorkers('worker.remove', {}),
  'tags.create': entered('worker-tag.create', (scene) => Promise.resolve({ input: { name: scene.name('tag') } })),
  'tags.update': entered('worker-tag.change', async (scene) => ({
    input: { id: (await newTag(scene)).id, name: scene.name('tag') },
  })),
  'tags.delete': entered('worker-tag.delete', async (scene) => ({ input: { id: (await newTag(scene)).id } })),
  'tags.setOfWorker': entered('worker.tags', async (scene) => ({
    input: { workerId: await scene.worker(), tagIds: [(await newTag(scene)).id] },
  })),
  'tags.setOfJobs': entered('job.tag', async (scene) => ({
    input: { ids: [(await scene.job()).id], tagId: (await newTag(scene)).id },
  })),
  'deadLetters.retry': entered('dead-letter.retry', deadLetter),
  'deadLetters.dismiss': entered('dead-letter.dismiss', deadLetter),
};
