import type { InferKyselyDB } from '@mikro-orm/sql';
import type { SleepWindow, SleepWindows } from './contract.ts';
import type { PluginContext } from '#server/plugins/define-plugin.ts';
import type { SleepScheduleTable } from './entities/sleep-schedule.entity.ts';

type Tables = PluginContext<unknown>['database']['tables'];
type OwnTables = InferKyselyDB<typeof SleepScheduleTable>;

/** The schedule of a worker; undefined if it has none. */
export async function findSchedule(tables: Tables, workerId: string): Promise<SleepWindows | undefined> {
  const row = await tables
    .withTables<OwnTables>()
    .selectFrom('sleep_schedules')
    .selectAll()
    .where('worker_id', '=', workerId)
    .executeTakeFirst();
  return row && scheduleOf(row);
}

/** The schedules of all workers except removed ones, by worker id. */
export async function findSchedules(tables: Tables): Promise<Map<string, SleepWindows>> {
  const rows = await tables
    .withTables<OwnTables>()
    .selectFrom('sleep_schedules')
    .innerJoin('workers', 'workers.id', 'sleep_schedules.worker_id')
    .selectAll('sleep_schedules')
    .where('workers.deleted_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.worker_id, scheduleOf(row)]));
}

/**
 * The workers, except removed ones, for which a window has begun or ended by `now` since the last check; the longest
 * overdue first.
 */
export async function findDueWorkers(tables: Tables, now: string): Promise<string[]> {
  const rows = await tables
    .withTables<OwnTables>()
    .selectFrom('sleep_schedules')
    .innerJoin('workers', 'workers.id', 'sleep_schedules.worker_id')
    .select('sleep_schedules.worker_id')
    .where('next_check_at', '<=', now)
    .where('workers.deleted_at', 'is', null)
    .orderBy('next_check_at')
    .execute();
  return rows.map((row) => row.worker_id);
}

/** What is stored for a schedule. Moments are ISO timestamps; `nextCheckAt` is null if there is nothing to check. */
export interface StoredSchedule {
  readonly schedule: SleepWindows;
  readonly nextCheckAt: string | null;
  readonly now: string;
}

/** Stores the schedule of a worker, replacing the one that it had. */
export async function saveSchedule(tables: Tables, workerId: string, stored: StoredSchedule): Promise<void> {
  const columns = {
    is_active: stored.schedule.is_active ? 1 : 0,
    windows: JSON.stringify(stored.schedule.windows),
    next_check_at: stored.nextCheckAt,
    updated_at: stored.now,
  };
  await tables
    .withTables<OwnTables>()
    .insertInto('sleep_schedules')
    .values({ worker_id: workerId, ...columns })
    .onConflict((conflict) => conflict.column('worker_id').doUpdateSet(columns))
    .execute();
}

/** Stores when the schedule of a worker next has to be checked (an ISO timestamp); null = never. */
export async function saveNextCheck(tables: Tables, workerId: string, nextCheckAt: string | null): Promise<void> {
  await tables
    .withTables<OwnTables>()
    .updateTable('sleep_schedules')
    .set({ next_check_at: nextCheckAt })
    .where('worker_id', '=', workerId)
    .execute();
}

/** The name of a worker; undefined if it does not exist. */
export async function findWorkerName(tables: Tables, workerId: string): Promise<string | undefined> {
  const row = await tables.selectFrom('workers').select('name').where('id', '=', workerId).executeTakeFirst();
  return row?.name;
}

function scheduleOf(row: { is_active: number; windows: string }): SleepWindows {
  return { is_active: row.is_active === 1, windows: JSON.parse(row.windows) as SleepWindow[] };
}
