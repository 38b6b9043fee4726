import { expect } from 'vitest';
import { assignment, idCases, type StatusCase } from './case.ts';

export const WORKER_MGT_CASES: readonly StatusCase[] = [
  {
    operation: 'fetchWorkers',
    status: 200,
    when: 'asked',
    call: async (manager) => {
      await manager.client.awakeWorker('listed');
      return manager.client.call('GET', '/worker-mgt/workers');
    },
    says: { workers: expect.arrayContaining([expect.objectContaining({ name: 'listed', status: 'awake' })]) },
  },
  {
    operation: 'fetchWorkerKinds',
    status: 200,
    when: 'two of its workers are alike, and have said what their Blenders have',
    call: async (manager) => {
      const blender = { version: '5.1.2', engines: ['CYCLES'], add_ons: ['cycles', 'node_wrangler'], color_config: '' };
      for (const name of ['one', 'two']) {
        const worker = await manager.client.awakeWorker(name);
        const checks = [{ name: 'Blender', level: 'ok', text: '5.1.2 (blender)', blender }];
        await manager.client.call('POST', '/worker/self-check', { worker, body: { checks } });
      }
      return manager.client.call('GET', '/worker-mgt/kinds');
    },
    says: {
      kinds: expect.arrayContaining([
        {
          workers: 2,
          platform: 'linux',
          task_types: expect.any(Array),
          tags: [],
          blender: { version: '5.1.2', engines: ['CYCLES'], add_ons: ['cycles', 'node_wrangler'], color_config: '' },
        },
      ]),
    },
  },
  {
    operation: 'fetchWorker',
    status: 200,
    when: 'it has a task',
    call: async (manager) => manager.client.call('GET', `/worker-mgt/workers/${(await assignment(manager)).worker.id}`),
    says: { status: 'awake', ip_address: '127.0.0.1', task: { status: 'active', name: 'echo' } },
  },
  {
    operation: 'fetchWorker',
    status: 200,
    when: 'its last task has ended',
    call: async (manager) => {
      const { worker, task } = await assignment(manager);
      await manager.client.report(worker, task, { taskStatus: 'completed' });
      return manager.client.call('GET', `/worker-mgt/workers/${worker.id}`);
    },
    says: { task: { status: 'completed', name: 'echo' } },
  },
  ...idCases('fetchWorker', 'GET', '/worker-mgt/workers/{id}'),
  {
    operation: 'fetchWorkerStatusHistory',
    status: 200,
    when: 'it has signed on',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      return manager.client.call('GET', `/worker-mgt/workers/${id}/status-history`);
    },
    says: {
      changes: [
        { from: 'starting', to: 'awake', at: expect.any(String) },
        { from: '', to: 'starting', at: expect.any(String) },
      ],
    },
  },
  ...idCases('fetchWorkerStatusHistory', 'GET', '/worker-mgt/workers/{id}/status-history'),
  {
    operation: 'deleteWorker',
    status: 204,
    when: 'it exists',
    call: async (manager) =>
      manager.client.call('DELETE', `/worker-mgt/workers/${(await manager.client.awakeWorker()).id}`),
  },
  ...idCases('deleteWorker', 'DELETE', '/worker-mgt/workers/{id}'),
  {
    operation: 'decideWorkerApproval',
    status: 204,
    when: 'the worker may already work, and is approved once more',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      return manager.client.call('POST', `/worker-mgt/workers/${id}/approval`, { body: { decision: 'approve' } });
    },
  },
  {
    operation: 'decideWorkerApproval',
    status: 422,
    when: 'a working worker is rejected',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      return manager.client.call('POST', `/worker-mgt/workers/${id}/approval`, { body: { decision: 'reject' } });
    },
    says: /already approved/,
  },
  ...idCases('decideWorkerApproval', 'POST', '/worker-mgt/workers/{id}/approval', { decision: 'approve' }),
  {
    operation: 'requestWorkerStatusChange',
    status: 204,
    when: 'it can do that',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      return manager.client.call('POST', `/worker-mgt/workers/${id}/setstatus`, {
        body: { status: 'offline', is_lazy: true },
      });
    },
  },
  {
    operation: 'requestWorkerStatusChange',
    status: 412,
    when: 'it cannot restart itself',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      return manager.client.call('POST', `/worker-mgt/workers/${id}/setstatus`, {
        body: { status: 'restart', is_lazy: false },
      });
    },
  },
  {
    operation: 'requestWorkerStatusChange',
    status: 422,
    when: 'workers cannot be asked for that',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      return manager.client.call('POST', `/worker-mgt/workers/${id}/setstatus`, {
        body: { status: 'error', is_lazy: false },
      });
    },
  },
  ...idCases('requestWorkerStatusChange', 'POST', '/worker-mgt/workers/{id}/setstatus', {
    status: 'asleep',
    is_lazy: true,
  }),
  {
    operation: 'fetchWorkerWhy',
    status: 200,
    when: 'asked',
    call: async (manager) => {
      const { worker } = await assignment(manager);
      return manager.client.call('GET', `/worker-mgt/workers/${worker.id}/why`);
    },
    says: { worker_status: 'awake', running: expect.objectContaining({ id: expect.any(String) }) },
  },
  ...idCases('fetchWorkerWhy', 'GET', '/worker-mgt/workers/{id}/why'),
];
