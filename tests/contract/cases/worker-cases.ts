import type { AssignedTask } from '#server/contracts/task.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { basicAuth } from '#tests/support/test-client.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import { assignment, type Assignment, BAD_ID, firstTaskId, NO_ID, type StatusCase, urgentJob } from './case.ts';

const SIGN_ON = {
  name: 'anna',
  supported_task_types: [' Misc ', 'BLENDER'],
  software_version: '3.9',
  can_restart: true,
};

/** Sends an image for the task that the worker has. */
async function upload(
  manager: TestManager,
  { worker, task }: Pick<Assignment, 'worker'> & { task: { uuid: string } },
  headers: Record<string, string> = { 'Content-Type': 'image/png', 'Content-Length': '3' },
) {
  const path = `/api/v3/worker/task/${task.uuid}/output-produced`;
  const answer = await rawRequest(manager.url + path, {
    method: 'POST',
    headers: { Authorization: basicAuth(worker), ...headers },
    body: 'PNG',
  });
  return { status: answer.status, body: answer.text === '' ? undefined : JSON.parse(answer.text) };
}

/** A task that a worker lost because somebody re-queued it, and that it then got a second time. */
async function takenAgain(manager: TestManager): Promise<Assignment & { again: AssignedTask }> {
  const assigned = await assignment(manager);
  const taskId = await firstTaskId(manager, assigned.job.id);
  await manager.client.call('POST', `/tasks/${taskId}/setstatus`, { body: { status: 'queued', reason: 'test' } });
  const again = await manager.client.nextTask(assigned.worker);
  if (again?.job !== assigned.job.id) throw new Error('the worker did not get the task again');
  return { ...assigned, again };
}

/** Runs something while a setting has this value, which it has in no other case. */
async function withSetting<T>(
  { farm }: TestManager,
  name: string,
  value: string | number,
  work: () => Promise<T>,
): Promise<T> {
  await farm.configuration.change([{ path: [name], value }]);
  try {
    return await work();
  } finally {
    await farm.configuration.change([{ path: [name], value: undefined }]);
  }
}

function withRegistrationSecret<T>(manager: TestManager, work: () => Promise<T>): Promise<T> {
  return withSetting(manager, 'worker_registration_secret', 'a-secret-for-new-workers', work);
}

const signing: readonly StatusCase[] = [
  {
    operation: 'registerWorker',
    status: 200,
    when: 'a worker is new',
    call: (manager) =>
      manager.client.call('POST', '/worker/register-worker', {
        body: { name: 'anna', secret: 's', platform: 'linux', supported_task_types: ['Misc'] },
        headers: { 'X-Forwarded-For': '10.1.2.3', Authorization: basicAuth({ id: '', secret: '' }) },
      }),
    says: { name: 'anna', address: '127.0.0.1', status: '', software: '', supported_task_types: ['Misc'] },
  },
  {
    operation: 'registerWorker',
    status: 200,
    when: 'the farm has a registration secret and the worker does not know it',
    call: (manager) =>
      withRegistrationSecret(manager, () =>
        manager.client.call('POST', '/worker/register-worker', {
          body: { name: 'anna', secret: 's', platform: 'linux', supported_task_types: ['Misc'] },
        }),
      ),
    says: { name: 'anna', approval: 'no-secret' },
  },
  {
    operation: 'registerWorker',
    status: 400,
    when: 'the secret is empty',
    call: (manager) =>
      manager.client.call('POST', '/worker/register-worker', {
        body: { name: 'a', secret: '', platform: 'linux', supported_task_types: [] },
      }),
    says: 'secret: must not be empty',
  },
  {
    operation: 'registerWorker',
    status: 429,
    when: 'the farm has as many workers as it may',
    call: (manager) =>
      withSetting(manager, 'max_workers', 1, () =>
        manager.client.call('POST', '/worker/register-worker', {
          body: { name: 'one too many', secret: 's', platform: 'linux', supported_task_types: [] },
        }),
      ),
    says: /remove those that are gone, on the workers page, or raise "max_workers"/,
  },
  {
    operation: 'signOn',
    status: 200,
    when: 'nothing is asked of the worker',
    call: async (manager) =>
      manager.client.call('POST', '/worker/sign-on', {
        worker: await manager.client.registeredWorker(),
        body: SIGN_ON,
      }),
    says: { status_requested: 'awake' },
  },
  {
    operation: 'signOn',
    status: 200,
    when: 'the worker waits for approval',
    call: (manager) =>
      withRegistrationSecret(manager, async () =>
        manager.client.call('POST', '/worker/sign-on', {
          worker: await manager.client.registeredWorker(),
          body: SIGN_ON,
          headers: { 'X-Flamenco-Registration-Secret': 'not the secret of the farm' },
        }),
      ),
    says: { status_requested: 'awake', approval: 'wrong-secret' },
  },
  {
    operation: 'signOn',
    status: 400,
    when: 'there is no body',
    call: async (manager) =>
      manager.client.call('POST', '/worker/sign-on', { worker: await manager.client.registeredWorker() }),
    says: 'the request body: is missing',
  },
  {
    operation: 'signOff',
    status: 204,
    when: 'a worker ends',
    call: async (manager) =>
      manager.client.call('POST', '/worker/sign-off', { worker: await manager.client.awakeWorker() }),
  },
  {
    operation: 'workerState',
    status: 204,
    when: 'nothing is asked of the worker',
    call: async (manager) =>
      manager.client.call('GET', '/worker/state', { worker: await manager.client.awakeWorker() }),
  },
  {
    operation: 'workerState',
    status: 200,
    when: 'it is asked to sleep',
    call: async (manager) => {
      const worker = await manager.client.awakeWorker();
      await manager.client.call('POST', `/worker-mgt/workers/${worker.id}/setstatus`, {
        body: { status: 'asleep', is_lazy: true },
      });
      return manager.client.call('GET', '/worker/state', { worker });
    },
    says: { status_requested: 'asleep' },
  },
  {
    operation: 'workerStateChanged',
    status: 204,
    when: 'it reports a status',
    call: async (manager) =>
      manager.client.call('POST', '/worker/state-changed', {
        worker: await manager.client.awakeWorker(),
        body: { status: 'asleep' },
      }),
  },
  {
    operation: 'workerStateChanged',
    status: 400,
    when: 'there is no such status',
    call: async (manager) =>
      manager.client.call('POST', '/worker/state-changed', {
        worker: await manager.client.awakeWorker(),
        body: { status: 'dizzy' },
      }),
    says: /status: must be one of starting, awake, asleep/,
  },
  {
    operation: 'workerSelfCheck',
    status: 204,
    when: 'it reports the results of its self-check',
    call: async (manager) =>
      manager.client.call('POST', '/worker/self-check', {
        worker: await manager.client.awakeWorker(),
        body: { checks: [{ name: 'Blender', level: 'problem', text: 'was not found', hint: 'Install it.' }] },
      }),
  },
  {
    operation: 'workerSelfCheck',
    status: 400,
    when: 'there is no such level',
    call: async (manager) =>
      manager.client.call('POST', '/worker/self-check', {
        worker: await manager.client.awakeWorker(),
        body: { checks: [{ name: 'Blender', level: 'dizzy', text: '' }] },
      }),
    says: /checks\[0\]\.level: must be one of ok, warning, problem/,
  },
];

const working: readonly StatusCase[] = [
  {
    operation: 'scheduleTask',
    status: 200,
    when: 'there is work',
    call: async (manager) => {
      await urgentJob(manager);
      return manager.client.call('POST', '/worker/task', { worker: await manager.client.awakeWorker() });
    },
    says: {
      status: 'active',
      job_type: 'echo-sleep-test',
      commands: [{ name: 'echo', parameters: { message: 'hello' } }],
    },
  },
  {
    operation: 'scheduleTask',
    status: 204,
    when: 'there is no task that it can run',
    call: async (manager) =>
      manager.client.call('POST', '/worker/task', { worker: await manager.client.awakeWorker('bob', ['knitting']) }),
  },
  {
    operation: 'scheduleTask',
    status: 409,
    when: 'it has not signed on',
    call: async (manager) =>
      manager.client.call('POST', '/worker/task', { worker: await manager.client.registeredWorker() }),
    says: /awake/,
  },
  {
    operation: 'scheduleTask',
    status: 423,
    when: 'it is asked to sleep',
    call: async (manager) => {
      const worker = await manager.client.awakeWorker();
      await manager.client.call('POST', `/worker-mgt/workers/${worker.id}/setstatus`, {
        body: { status: 'asleep', is_lazy: false },
      });
      return manager.client.call('POST', '/worker/task', { worker });
    },
    says: { status_requested: 'asleep' },
  },
  {
    operation: 'taskUpdate',
    status: 204,
    when: 'it reports on its task',
    call: async (manager) => {
      const { worker, task } = await assignment(manager);
      return manager.client.report(worker, task, {
        activity: 'frame 1',
        log: 'x',
        steps_completed: 1,
        taskStatus: 'completed',
      });
    },
  },
  {
    operation: 'taskUpdate',
    status: 400,
    when: 'it decides that a failure is soft',
    call: async (manager) => {
      const { worker, task } = await assignment(manager);
      return manager.client.report(worker, task, { taskStatus: 'soft-failed' });
    },
    says: /soft-failed/,
  },
  {
    operation: 'taskUpdate',
    status: 404,
    when: 'there is no such task',
    call: async (manager) =>
      manager.client.call('POST', `/worker/task/${NO_ID}`, { worker: await manager.client.awakeWorker(), body: {} }),
  },
  {
    operation: 'taskUpdate',
    status: 409,
    when: 'another worker has it',
    call: async (manager) => {
      const { task } = await assignment(manager);
      return manager.client.report(await manager.client.awakeWorker('bob'), task, { activity: 'mine!' });
    },
  },
  {
    operation: 'taskUpdate',
    status: 409,
    when: 'the task was given back and taken again, even by the same worker',
    call: async (manager) => {
      const { worker, task, again } = await takenAgain(manager);
      const late = await manager.client.report(worker, task, { taskStatus: 'completed' });
      const current = await manager.client.report(worker, again, { taskStatus: 'completed' });
      return current.status === 204 ? late : current;
    },
    says: /no longer yours/,
  },
  {
    operation: 'mayWorkerRun',
    status: 200,
    when: 'the task was given back and taken again',
    call: async (manager) => {
      const { worker, task } = await takenAgain(manager);
      return manager.client.call('GET', `/worker/task/${task.uuid}/may-i-run`, { worker });
    },
    says: { mayKeepRunning: false, statusChangeRequested: false },
  },
  {
    operation: 'mayWorkerRun',
    status: 200,
    when: 'it has the task',
    call: async (manager) => {
      const { worker, task } = await assignment(manager);
      return manager.client.call('GET', `/worker/task/${task.uuid}/may-i-run`, { worker });
    },
    says: { mayKeepRunning: true, reason: '', statusChangeRequested: false },
  },
  {
    operation: 'mayWorkerRun',
    status: 200,
    when: 'there is no such task',
    call: async (manager) =>
      manager.client.call('GET', `/worker/task/${NO_ID}/may-i-run`, { worker: await manager.client.awakeWorker() }),
    says: { mayKeepRunning: false },
  },
  {
    operation: 'mayWorkerRun',
    status: 400,
    when: 'the id is not a UUID',
    call: async (manager) =>
      manager.client.call('GET', `/worker/task/${BAD_ID}/may-i-run`, { worker: await manager.client.awakeWorker() }),
  },
];

const images: readonly StatusCase[] = [
  {
    operation: 'taskOutputProduced',
    status: 202,
    when: 'it has the task',
    call: async (manager) => upload(manager, await assignment(manager)),
  },
  {
    operation: 'taskOutputProduced',
    status: 400,
    when: 'the id is not a UUID',
    call: async (manager) => upload(manager, { worker: await manager.client.awakeWorker(), task: { uuid: BAD_ID } }),
  },
  {
    operation: 'taskOutputProduced',
    status: 404,
    when: 'there is no such task',
    call: async (manager) => upload(manager, { worker: await manager.client.awakeWorker(), task: { uuid: NO_ID } }),
  },
  {
    operation: 'taskOutputProduced',
    status: 409,
    when: 'another worker has it',
    call: async (manager) =>
      upload(manager, { ...(await assignment(manager)), worker: await manager.client.awakeWorker('bob') }),
  },
  {
    operation: 'taskOutputProduced',
    status: 411,
    when: 'the length is not given',
    call: async (manager) =>
      upload(manager, await assignment(manager), { 'Content-Type': 'image/png', 'Transfer-Encoding': 'chunked' }),
  },
  {
    operation: 'taskOutputProduced',
    status: 413,
    when: 'it is larger than 25 MiB',
    call: async (manager) =>
      upload(manager, await assignment(manager), { 'Content-Type': 'image/png', 'Content-Length': '26214401' }),
    says: /26214400/,
  },
  {
    operation: 'taskOutputProduced',
    status: 415,
    when: 'it is not an image that we can read',
    call: async (manager) =>
      upload(manager, await assignment(manager), { 'Content-Type': 'image/x-exr', 'Content-Length': '3' }),
    says: /image\/jpeg or image\/png, not "image\/x-exr"/,
  },
];

export const WORKER_CASES: readonly StatusCase[] = [...signing, ...working, ...images];
