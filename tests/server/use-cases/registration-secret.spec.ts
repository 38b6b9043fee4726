import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { farmStatus } from '#server/domain/farm-status.ts';
import { countWorkersByStatus } from '#server/persistence/repositories/status-counts.repository.ts';
import { whyTask } from '#server/scheduler/why/task-why.ts';
import { whyWorker } from '#server/scheduler/why/worker-why.ts';
import { decideApproval } from '#server/use-cases/decide-approval.ts';
import { registerWorker } from '#server/use-cases/register-worker.ts';
import { requestWorkerStatus } from '#server/use-cases/request-worker-status.ts';
import { workerSignOn } from '#server/use-cases/worker-sign-on.ts';
import { workerStateChanged } from '#server/use-cases/worker-reports-status.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import { expectSoundFarm, jobStatus, nextName, report, submitTasks, takeTask } from '#tests/support/farm-story.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

const OLD = 'the-old-secret-of-the-farm';
const NEW = 'the-new-secret-of-the-farm';

describe.each(DATABASES)('a farm with registration secrets on $kind', ({ open }) => {
  let farm: FarmInProcess;
  const settle = async (configuration: string) => {
    farm = await openFarm(open, configuration);
  };
  beforeEach(() => settle(`worker_registration_secret: [${OLD}, ${NEW}]\n`));
  afterEach(async () => {
    await expectSoundFarm(farm);
    await farm.close();
  });

  async function join(name: string, secret?: string): Promise<string> {
    const registration = { name, secret: 'its own', platform: 'linux', supported_task_types: ['blender'] };
    const { id } = await registerWorker(farm, SOMEBODY, registration, '127.0.0.1', secret);
    await signOn(id, name, secret);
    return id;
  }
  async function signOn(id: string, name: string, secret?: string) {
    const about = { name, supported_task_types: ['blender'], software_version: '1', can_restart: false };
    const answer = await workerSignOn(farm, asWorker(id), about, '127.0.0.1', secret);
    await workerStateChanged(farm, asWorker(id), 'awake');
    return answer;
  }
  const taskId = async () => (await farm.database.tables.selectFrom('tasks').select('id').executeTakeFirstOrThrow()).id;

  test.each([OLD, NEW])('gives work to workers that know any of them: %s', async (secret) => {
    const worker = await join('anna', secret);
    await submitTasks(farm, [['a', 'blender']]);
    expect(await nextName(farm, worker)).toBe('a');
  });

  test.each([
    ['no-secret', undefined, /came without a registration secret or enrolment code and waits for approval/],
    ['no-secret', '', /came without a registration secret/],
    ['wrong-secret', `${OLD} `, /came with a wrong registration secret/],
    ['wrong-secret', OLD.slice(1), /came with a wrong registration secret/],
  ])(
    'gives no work to a worker that is waiting for approval (%s, it sent %j), and says why',
    async (reason, secret, why) => {
      const worker = await join('bert', secret);
      await submitTasks(farm, [['a', 'blender']]);
      expect(await nextName(farm, worker)).toBe('nothing');
      expect(await whyWorker(farm, worker)).toMatchObject({
        summary: expect.stringMatching(why),
        blocked_by: [{ rule: 'worker-approved', unblock: expect.stringContaining('Approve the worker') }],
      });
      expect(await whyTask(farm, await taskId())).toMatchObject({
        can_run: false,
        summary: expect.stringMatching(why),
      });
      expect(farm.delivered.findLast((event) => event.type === 'worker.changed')?.payload).toMatchObject({
        worker: { approval: reason },
      });
    },
  );

  test('gives a waiting worker work once it is approved', async () => {
    const worker = await join('bert');
    await submitTasks(farm, [['a', 'blender']]);
    await decideApproval(farm, SOMEBODY, worker, 'approve');
    expect(farm.delivered.at(-1)?.payload).toMatchObject({
      worker: { approval: null },
      previous_approval: 'no-secret',
    });
    expect(await nextName(farm, worker)).toBe('a');
    await expect(decideApproval(farm, SOMEBODY, worker, 'reject')).rejects.toMatchObject({ code: 'impossible-change' });
  });

  test('gives a rejected worker no work until it is approved, even if it comes back with the secret', async () => {
    const worker = await join('bert');
    await submitTasks(farm, [['a', 'blender']]);
    await decideApproval(farm, SOMEBODY, worker, 'reject');
    expect(await signOn(worker, 'bert', NEW)).toEqual({ status_requested: 'awake', approval: 'rejected' });
    expect(await nextName(farm, worker)).toBe('nothing');
    await decideApproval(farm, SOMEBODY, worker, 'approve');
    expect(await nextName(farm, worker)).toBe('a');
  });

  test('accepts a waiting worker once it signs on with the right secret', async () => {
    const worker = await join('bert', 'a wrong one');
    await submitTasks(farm, [['a', 'blender']]);
    expect(await signOn(worker, 'bert')).toEqual({ status_requested: 'awake', approval: 'no-secret' });
    expect(await signOn(worker, 'bert', NEW)).toEqual({ status_requested: 'awake' });
    expect(await nextName(farm, worker)).toBe('a');
    const entries = farm.database.tables.selectFrom('audit_log').where('subject_kind', '=', 'worker').orderBy('id');
    expect(await entries.select(['action', 'summary']).execute()).toEqual([
      { action: 'worker.register', summary: 'registered the worker "bert"' },
      { action: 'worker.sign-on', summary: 'signed on as the worker "bert", which still waits for approval' },
      {
        action: 'worker.approve',
        summary: 'proved with the registration secret that the worker "bert" belongs to the farm',
      },
    ]);
  });

  test('can still ask a waiting worker to sleep or shut down', async () => {
    const worker = await join('bert');
    await requestWorkerStatus(farm, SOMEBODY, worker, { status: 'offline', lazy: false });
    expect(await nextName(farm, worker)).toBe('change-status');
  });

  test('does not count on waiting workers when a task fails', async () => {
    const worker = await join('anna', OLD);
    await join('bert');
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
    ]);
    await report(farm, worker, await takeTask(farm, worker), { taskStatus: 'failed', activity: 'no' });
    expect(await jobStatus(farm, job)).toBe('failed');
  });

  test('is inoperative until somebody is approved', async () => {
    await join('bert');
    const workers = await countWorkersByStatus(farm.database.tables);
    expect(farmStatus({ workers, jobs: {} })).toBe('inoperative');
  });
});

describe('a farm without a registration secret', () => {
  test.each(DATABASES)('gives work to every worker, whatever secret it sends, on $kind', async ({ open }) => {
    const farm = await openFarm(open);
    const registration = { name: 'anna', secret: 'x', platform: 'linux', supported_task_types: ['blender'] };
    const { id, approval } = await registerWorker(farm, SOMEBODY, registration, '127.0.0.1', 'some secret');
    expect(approval).toBeNull();
    await workerStateChanged(farm, asWorker(id), 'awake');
    await submitTasks(farm, [['a', 'blender']]);
    expect(await nextName(farm, id)).toBe('a');
    await farm.close();
  });
});
