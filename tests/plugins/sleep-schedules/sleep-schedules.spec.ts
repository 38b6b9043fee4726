import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleepSchedules } from '#plugins/sleep-schedules/plugin.ts';
import type { Day, SleepWindow } from '#plugins/sleep-schedules/contract.ts';
import type { WorkerStatus } from '#server/contracts/worker.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { deleteWorker } from '#server/use-cases/delete-worker.ts';
import { requestWorkerStatus } from '#server/use-cases/request-worker-status.ts';
import { workerSignOff, workerStateChanged } from '#server/use-cases/worker-reports-status.ts';
import { workerSignOn } from '#server/use-cases/worker-sign-on.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import { wakeWorker } from '#tests/support/farm-story.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

const HOUR = 3_600_000;
const CONFIG = 'plugins: {sleep-schedules: {time_zone: Europe/Amsterdam}}';
const window = (days: Day[], start: string, end: string): SleepWindow => ({ days, start, end });
/** The farm's clock starts on Monday 2026-01-05 at 13:00 in Amsterdam. */
const LUNCH = { is_active: true, windows: [window([], '12:00', '14:00')] };
const NIGHT = { is_active: true, windows: [window([], '22:00', '06:00')] };

describe.each(DATABASES)('sleep schedules on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let host: ReturnType<typeof hostOf>;
  const hostOf = () => createPluginHost({ farm, plugins: [sleepSchedules] });
  beforeEach(async () => {
    farm = await openFarm(open, CONFIG);
    host = hostOf();
    await host.start();
  });
  afterEach(async () => {
    await host.stop();
    await farm.close();
  });

  function keeper() {
    const api = host.api('sleep-schedules');
    if (!api) throw new Error('the plugin does not run');
    return api;
  }

  /** The status of the worker, then the status it was asked for. */
  async function stateOf(workerId: string): Promise<string> {
    const row = await farm.database.tables
      .selectFrom('workers')
      .select(['status', 'status_requested'])
      .where('id', '=', workerId)
      .executeTakeFirstOrThrow();
    return [row.status, ...(row.status_requested === null ? [] : [row.status_requested])].join(' -> ');
  }

  async function obey(workerId: string, status: WorkerStatus): Promise<void> {
    await workerStateChanged(farm, asWorker(workerId), status);
  }

  async function passAndCheck(hours: number): Promise<void> {
    farm.pass(hours * HOUR);
    await keeper().check();
  }

  const signOn = async (workerId: string) => {
    const facts = { name: 'anna', supported_task_types: [], software_version: '1', can_restart: false };
    return (await workerSignOn(farm, asWorker(workerId), facts, '')).status_requested;
  };

  it('are kept, with all their windows', async () => {
    const anna = await wakeWorker(farm, 'anna');
    const schedule = { is_active: false, windows: [window(['fr'], '22:00', '06:00'), window([], '', '')] };
    expect(await keeper().find(anna)).toBeUndefined();
    await keeper().save(SOMEBODY, anna, LUNCH);
    await keeper().save(SOMEBODY, anna, schedule);
    expect(await keeper().find(anna)).toEqual(schedule);
    expect(await keeper().findAll()).toEqual(new Map([[anna, schedule]]));
  });

  it('take effect as soon as they are saved, and everybody is told', async () => {
    const anna = await wakeWorker(farm, 'anna');
    farm.delivered.length = 0;
    await keeper().save(SOMEBODY, anna, LUNCH);
    expect(await stateOf(anna)).toBe('awake -> asleep');
    expect(farm.delivered).toMatchObject([
      {
        type: 'worker.changed',
        payload: { worker: { id: anna, status_change: { status: 'asleep', is_lazy: false } } },
      },
    ]);
  });

  it('send workers to sleep and wake them when their windows begin and end', async () => {
    const anna = await wakeWorker(farm, 'anna');
    await keeper().save(SOMEBODY, anna, NIGHT);
    await passAndCheck(8.5);
    expect(await stateOf(anna)).toBe('awake');
    await passAndCheck(0.5);
    expect(await stateOf(anna)).toBe('awake -> asleep');
    await obey(anna, 'asleep');
    await passAndCheck(7.9);
    expect(await stateOf(anna)).toBe('asleep');
    await passAndCheck(0.1);
    expect(await stateOf(anna)).toBe('asleep -> awake');
  });

  it('let people wake a worker until the next time a window begins or ends', async () => {
    const anna = await wakeWorker(farm, 'anna');
    await keeper().save(SOMEBODY, anna, NIGHT);
    await passAndCheck(9);
    await obey(anna, 'asleep');
    await requestWorkerStatus(farm, SOMEBODY, anna, { status: 'awake', lazy: false });
    await obey(anna, 'awake');
    // Past midnight, to one hour before the end of the window.
    for (let hour = 0; hour < 7; hour += 1) await passAndCheck(1);
    expect(await stateOf(anna)).toBe('awake');
    await passAndCheck(1);
    expect(await stateOf(anna)).toBe('awake');
    await passAndCheck(16);
    expect(await stateOf(anna)).toBe('awake -> asleep');
  });

  it('are caught up with after the manager was down', async () => {
    const anna = await wakeWorker(farm, 'anna');
    await keeper().save(SOMEBODY, anna, NIGHT);
    await host.stop();
    farm.pass(10 * HOUR);
    host = hostOf();
    await host.start();
    await keeper().check();
    expect(await stateOf(anna)).toBe('awake -> asleep');
  });

  it('decide the status of a worker that signs on', async () => {
    const anna = await wakeWorker(farm, 'anna');
    expect(await signOn(anna)).toBe('awake');
    await keeper().save(SOMEBODY, anna, { ...LUNCH, is_active: false });
    expect(await signOn(anna)).toBe('awake');
    await keeper().save(SOMEBODY, anna, LUNCH);
    await obey(anna, 'asleep');
    expect(await signOn(anna)).toBe('asleep');
    farm.pass(2 * HOUR);
    expect(await signOn(anna)).toBe('awake');
  });

  it('override the status that an offline worker had, at the next window', async () => {
    const anna = await wakeWorker(farm, 'anna');
    await keeper().save(SOMEBODY, anna, NIGHT);
    await workerSignOff(farm, asWorker(anna));
    expect(await stateOf(anna)).toBe('offline -> awake');
    await passAndCheck(10);
    expect(await signOn(anna)).toBe('asleep');
  });

  it('that are switched off wake a worker that they kept asleep, but no offline worker', async () => {
    const [anna, bert] = [await wakeWorker(farm, 'anna'), await wakeWorker(farm, 'bert')];
    for (const id of [anna, bert]) {
      await keeper().save(SOMEBODY, id, LUNCH);
      await obey(id, 'asleep');
    }
    await workerSignOff(farm, asWorker(bert));
    for (const id of [anna, bert]) await keeper().save(SOMEBODY, id, { ...LUNCH, is_active: false });
    expect(await stateOf(anna)).toBe('asleep -> awake');
    expect(await stateOf(bert)).toBe('offline');
  });

  it('leave workers in error alone', async () => {
    const anna = await wakeWorker(farm, 'anna');
    await keeper().save(SOMEBODY, anna, NIGHT);
    await obey(anna, 'error');
    await passAndCheck(10);
    expect(await stateOf(anna)).toBe('error');
  });

  it('of removed workers are forgotten, and unknown workers cannot have one', async () => {
    const anna = await wakeWorker(farm, 'anna');
    await keeper().save(SOMEBODY, anna, NIGHT);
    await deleteWorker(farm, SOMEBODY, anna);
    await passAndCheck(10);
    expect(await keeper().findAll()).toEqual(new Map());
    const nobody = farm.newId();
    await expect(keeper().save(SOMEBODY, nobody, NIGHT)).rejects.toMatchObject({ code: 'not-found' });
    expect(await keeper().find(nobody)).toBeUndefined();
  });
});
