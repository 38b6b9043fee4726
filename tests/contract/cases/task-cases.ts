import { expect } from 'vitest';
import { assignment, firstTaskId, idCases, type StatusCase, urgentJob } from './case.ts';

export const TASK_CASES: readonly StatusCase[] = [
  {
    operation: 'fetchTask',
    status: 200,
    when: 'asked',
    call: async (manager) => {
      const { job } = await assignment(manager);
      return manager.client.call('GET', `/tasks/${await firstTaskId(manager, job.id)}`);
    },
    says: { status: 'active', worker: { name: 'anna' }, failed_by_workers: [], last_touched: expect.any(String) },
  },
  ...idCases('fetchTask', 'GET', '/tasks/{id}'),
  {
    operation: 'fetchTaskWhy',
    status: 200,
    when: 'asked',
    call: async (manager) => {
      const { job } = await assignment(manager);
      return manager.client.call('GET', `/tasks/${await firstTaskId(manager, job.id)}/why`);
    },
    says: { task_status: 'active', can_run: false, summary: expect.stringMatching(/^It is running on worker anna/) },
  },
  ...idCases('fetchTaskWhy', 'GET', '/tasks/{id}/why'),
  {
    operation: 'setTaskStatus',
    status: 204,
    when: 'the task can do that',
    call: async (manager) => {
      const taskId = await firstTaskId(manager, (await urgentJob(manager)).id);
      return manager.client.call('POST', `/tasks/${taskId}/setstatus`, {
        body: { status: 'canceled', reason: 'test' },
      });
    },
  },
  {
    operation: 'setTaskStatus',
    status: 422,
    when: 'the task cannot do that',
    call: async (manager) => {
      const taskId = await firstTaskId(manager, (await urgentJob(manager)).id);
      return manager.client.call('POST', `/tasks/${taskId}/setstatus`, {
        body: { status: 'soft-failed', reason: 'test' },
      });
    },
    says: /soft-failed/,
  },
  ...idCases('setTaskStatus', 'POST', '/tasks/{id}/setstatus', { status: 'canceled', reason: '' }),
  {
    operation: 'fetchTaskLogTail',
    status: 200,
    when: 'there is a log',
    call: async (manager) => {
      const { worker, task, job } = await assignment(manager);
      await manager.client.report(worker, task, { log: 'Fra:1 Mem:20M' });
      return manager.client.call('GET', `/tasks/${await firstTaskId(manager, job.id)}/logtail`);
    },
    says: /^\S+Z? .*\nFra:1 Mem:20M\n$/,
  },
  {
    operation: 'fetchTaskLogTail',
    status: 204,
    when: 'there is no log',
    call: async (manager) =>
      manager.client.call('GET', `/tasks/${await firstTaskId(manager, (await urgentJob(manager)).id)}/logtail`),
  },
  ...idCases('fetchTaskLogTail', 'GET', '/tasks/{id}/logtail'),
  {
    operation: 'fetchTaskLogInfo',
    status: 200,
    when: 'there is a log',
    call: async (manager) => {
      const { worker, task, job } = await assignment(manager);
      await manager.client.report(worker, task, { log: 'Fra:1 Mem:20M' });
      return manager.client.call('GET', `/tasks/${await firstTaskId(manager, job.id)}/log`);
    },
    says: {
      url: expect.stringMatching(/^\/job-files\/job-\w{4}\/[\w-]{36}\/task-[\w-]{36}\.txt$/),
      size: expect.any(Number),
    },
  },
  {
    operation: 'fetchTaskLogInfo',
    status: 204,
    when: 'there is no log',
    call: async (manager) =>
      manager.client.call('GET', `/tasks/${await firstTaskId(manager, (await urgentJob(manager)).id)}/log`),
  },
  ...idCases('fetchTaskLogInfo', 'GET', '/tasks/{id}/log'),
];
