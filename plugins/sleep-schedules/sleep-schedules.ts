import type { Actor } from '#server/contracts/actor.ts';
import type { SleepWindows } from './contract.ts';
import { timestamp } from '#server/domain/clock.ts';
import type { PrescribedSleep } from '#server/farm/ports.ts';
import type { PluginContext } from '#server/plugins/define-plugin.ts';
import type { SleepSchedulesConfig } from './config.ts';
import { decidePrescribedStatus } from './domain/decide-prescribed-status.ts';
import { decideSavedSchedule } from './domain/decide-request.ts';
import { nextCheck, prescribedStatus } from './domain/prescribed-status.ts';
import {
  findDueWorkers,
  findSchedule,
  findSchedules,
  findWorkerName,
  saveNextCheck,
  saveSchedule,
} from './sleep-schedules.repository.ts';

/** Soon after the start, to catch up on what was missed while the manager was not running. */
const FIRST_CHECK_MS = 2000;
const CHECK_EVERY_MS = 60_000;

/** What the plugin offers to the rest of the manager. */
export interface SleepScheduleKeeper extends PrescribedSleep {
  readonly timeZone: string;
  /** The schedule of a worker; undefined if it has none. */
  find(workerId: string): Promise<SleepWindows | undefined>;
  /** The schedules of all workers except removed ones, by worker id. */
  findAll(): Promise<Map<string, SleepWindows>>;
  /**
   * Stores the schedule and asks the worker at once to do what it says.
   * @throws FarmError not-found
   */
  save(by: Actor, workerId: string, schedule: SleepWindows): Promise<void>;
  /** Asks the workers for which a window has begun or ended since the last check to do what their schedules say. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts checking the schedules once a minute. */
export function createSleepSchedules(context: PluginContext<SleepSchedulesConfig>): SleepScheduleKeeper {
  const { database, clock, logger } = context;
  const timeZone = context.config.time_zone;

  function nextCheckOf({ is_active, windows }: SleepWindows, now: number): string | null {
    const next = is_active ? nextCheck(windows, now, timeZone) : null;
    return next === null ? null : timestamp(next);
  }

  async function apply(workerId: string, now: number): Promise<void> {
    await context.transaction(async (tx) => {
      const schedule = await findSchedule(tx.tables, workerId);
      if (!schedule) return;
      await saveNextCheck(tx.tables, workerId, nextCheckOf(schedule, now));
      if (!schedule.is_active) return;
      const status = prescribedStatus(schedule.windows, now, timeZone);
      await context.changeWorkerRequest(tx, workerId, (state) => decidePrescribedStatus(state, status));
    });
  }

  async function check(): Promise<void> {
    const now = clock.now();
    for (const workerId of await findDueWorkers(database.tables, timestamp(now))) {
      try {
        await apply(workerId, now);
      } catch (error) {
        logger.error({ err: error, workerId }, 'sleep schedule could not be applied; trying again later');
      }
    }
  }

  const timer = context.periodically({
    name: 'sleep schedules',
    firstAfterMs: FIRST_CHECK_MS,
    everyMs: CHECK_EVERY_MS,
    round: check,
  });
  return {
    timeZone,
    find: (workerId) => findSchedule(database.tables, workerId),
    findAll: () => findSchedules(database.tables),
    async prescribedStatus(workerId) {
      const schedule = await findSchedule(database.tables, workerId);
      return schedule?.is_active ? prescribedStatus(schedule.windows, clock.now(), timeZone) : null;
    },
    async save(by, workerId, schedule) {
      const now = clock.now();
      await context.transaction(async (tx) => {
        const before = await findSchedule(tx.tables, workerId);
        const stored = { schedule, nextCheckAt: nextCheckOf(schedule, now), now: timestamp(now) };
        await saveSchedule(tx.tables, workerId, stored);
        tx.audit({
          action: 'worker.sleep-schedule',
          subject: { kind: 'worker', id: workerId, name: (await findWorkerName(tx.tables, workerId)) ?? workerId },
          did: 'changed the sleep schedule of the worker',
          before: { ...before },
          after: { ...schedule },
        });
        await context.changeWorkerRequest(tx, workerId, (state) =>
          decideSavedSchedule(state, before, schedule, { now, timeZone }),
        );
      }, by);
    },
    check,
    stop: () => timer.stop(),
  };
}
