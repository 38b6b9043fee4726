import type { TestManager } from '#tests/support/test-manager.ts';
import { BAD_ID, idCases, NO_ID, type StatusCase } from './case.ts';

const OFFICE = { is_active: false, days_of_week: 'mo tu', start_time: '09:00', end_time: '18:00' };
const WINDOWS = { is_active: false, windows: [{ days: ['fr'], start: '22:00', end: '06:00' }] };

/** Calls the operation for a new worker, after calling `before` for it. */
function ofNewWorker(
  method: string,
  place: string,
  body?: unknown,
  before?: { method: string; place: string; body: unknown },
): StatusCase['call'] {
  return async (manager: TestManager) => {
    const { id } = await manager.client.awakeWorker();
    const path = `/worker-mgt/workers/${id}`;
    if (before) await manager.client.call(before.method, `${path}/${before.place}`, { body: before.body });
    return manager.client.call(method, `${path}/${place}`, { body });
  };
}
const setSchedule = (body: unknown) => ({ method: 'POST', place: 'sleep-schedule', body });
const setWindows = (body: unknown) => ({ method: 'PUT', place: 'sleep-windows', body });

const REFUSED: readonly (readonly [unknown, RegExp])[] = [
  [{ ...OFFICE, start_time: '24:61' }, /^start_time: "24:61" is not a time of day/],
  [{ ...OFFICE, end_time: 'late' }, /^end_time: "late"/],
  [{ ...OFFICE, days_of_week: 'mo xx' }, /^days_of_week: "xx"/],
  [{ days_of_week: '', start_time: '', end_time: '' }, /is_active/],
];

export const SLEEP_SCHEDULE_CASES: readonly StatusCase[] = [
  {
    operation: 'fetchWorkerSleepSchedule',
    status: 200,
    when: 'it was set, even past midnight',
    call: ofNewWorker('GET', 'sleep-schedule', undefined, setSchedule({ ...OFFICE, end_time: '6:30' })),
    says: { ...OFFICE, end_time: '06:30' },
  },
  {
    operation: 'fetchWorkerSleepSchedule',
    status: 200,
    when: 'it has several windows',
    call: ofNewWorker('GET', 'sleep-schedule', undefined, setWindows(WINDOWS)),
    says: { days_of_week: 'fr', start_time: '22:00', end_time: '06:00' },
  },
  {
    operation: 'fetchWorkerSleepSchedule',
    status: 204,
    when: 'nobody has set one',
    call: ofNewWorker('GET', 'sleep-schedule'),
  },
  {
    operation: 'fetchWorkerSleepSchedule',
    status: 204,
    when: 'there is no such worker',
    call: (manager) => manager.client.call('GET', `/worker-mgt/workers/${NO_ID}/sleep-schedule`),
  },
  {
    operation: 'fetchWorkerSleepSchedule',
    status: 400,
    when: 'the id is not a UUID',
    call: (manager) => manager.client.call('GET', `/worker-mgt/workers/${BAD_ID}/sleep-schedule`),
  },
  {
    operation: 'setWorkerSleepSchedule',
    status: 204,
    when: 'it can be understood',
    call: ofNewWorker('POST', 'sleep-schedule', OFFICE),
  },
  ...REFUSED.map(([body, says]) => ({
    operation: 'setWorkerSleepSchedule',
    status: 400,
    when: `it is ${JSON.stringify(body)}`,
    call: ofNewWorker('POST', 'sleep-schedule', body),
    says,
  })),
  ...idCases('setWorkerSleepSchedule', 'POST', '/worker-mgt/workers/{id}/sleep-schedule', OFFICE),
  {
    operation: 'fetchWorkerSleepWindows',
    status: 200,
    when: 'they were set',
    call: ofNewWorker('GET', 'sleep-windows', undefined, setWindows(WINDOWS)),
    says: WINDOWS,
  },
  ...idCases('fetchWorkerSleepWindows', 'GET', '/worker-mgt/workers/{id}/sleep-windows'),
  {
    operation: 'setWorkerSleepWindows',
    status: 204,
    when: 'there are several',
    call: ofNewWorker('PUT', 'sleep-windows', { ...WINDOWS, windows: [...WINDOWS.windows, ...WINDOWS.windows] }),
  },
  {
    operation: 'setWorkerSleepWindows',
    status: 400,
    when: 'a time is out of range',
    call: ofNewWorker('PUT', 'sleep-windows', { is_active: true, windows: [{ days: [], start: '24:61', end: '' }] }),
    says: /windows\W+0\W+start: must be a time of day/,
  },
  {
    operation: 'setWorkerSleepWindows',
    status: 400,
    when: 'a day is not a day of the week',
    call: ofNewWorker('PUT', 'sleep-windows', { is_active: true, windows: [{ days: ['xx'], start: '', end: '' }] }),
    says: /windows\W+0\W+days/,
  },
  ...idCases('setWorkerSleepWindows', 'PUT', '/worker-mgt/workers/{id}/sleep-windows', WINDOWS),
];
