import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openAccess } from './access/access.ts';
import type { ListenAddress } from './config/listen-address.ts';
import type { Configuration } from './config/configuration.ts';
import { EventBus } from './events/bus.ts';
import { managerHandler } from './http/manager-handler.ts';
import { openPages } from './http/pages.ts';
import type { Handler } from './http/route-table.ts';
import { startHttpServer } from './http/server.ts';
import { writeAnswer } from './http/write-answer.ts';
import { createJobCompiler } from './job-types/compile-job.ts';
import { createJobTypeRegistry } from './job-types/registry.ts';
import { createSandbox } from './job-types/sandbox/sandbox.ts';
import type { Logger } from './logging/logger.ts';
import { damagedDatabase, openSoundDatabase } from './persistence/open-sound-database.ts';
import { createPluginHost } from './plugins/host.ts';
import { INSTALLED_PLUGINS } from './plugins/installed.ts';
import { checkDatabasePeriodically } from './scheduler/database-check.ts';
import { type Scheduler, startScheduler } from './scheduler/scheduler.ts';
import { createTaskLogStore } from './task-logs/task-log-store.ts';
import { appRouter } from './trpc/app-router.ts';
import { announceLifeCycle } from './use-cases/announce-life-cycle.ts';
import type { Farm } from './farm/farm.ts';

export interface ManagerOptions {
  readonly configuration: Configuration;
  readonly listen: ListenAddress;
  readonly logger: Logger;
  /** Pages are built as they are asked for. */
  readonly development: boolean;
}

export interface Manager {
  /** Where it listens, for this machine. */
  readonly url: string;
  readonly port: number;
  /** Resolves when the manager wants to be stopped: to be started again, or because it cannot go on. Never rejects. */
  readonly wantsToStop: Promise<StopReason>;
  /** Stops everything in reverse order of the start; no accepted report is lost. */
  stop(): Promise<void>;
}

export type StopReason = 'restart' | 'damaged-database';

/** Starts all parts of the manager, each needing those before it. What was started is stopped again when a later one fails. */
export async function startManager(options: ManagerOptions): Promise<Manager> {
  const { configuration, logger } = options;
  const config = configuration.current;
  const { promise: wantsToStop, resolve: wishToStop } = Promise.withResolvers<StopReason>();
  const stops: (() => unknown)[] = [];
  // Listening comes first, so that a second manager on this port ends before it touches the database; stopping it comes
  // first, too, so that running requests still find everything.
  let answer: Handler = notReadyYet;
  const server = await startHttpServer({
    ...options.listen,
    handler: (request, response, facts) => answer(request, response, facts),
    logger,
    development: options.development,
    trustedProxies: () => configuration.current.trustedProxies,
  });
  let farewell = (): Promise<void> => Promise.resolve();
  const stop = async (): Promise<void> => {
    await farewell();
    await server.stop();
    for (const part of stops.splice(0).toReversed()) await part();
  };
  try {
    const events = new EventBus(logger);
    const database = await openSoundDatabase(config.database, {
      deliver: (committed) => events.deliver(committed),
      clock: Date,
    });
    stops.push(() => database.close());
    const tellCharge = (isInCharge: boolean): void =>
      logger.info(
        { isInCharge },
        isInCharge ? 'took charge of the farm' : 'another manager may take charge of the farm',
      );
    if (database.dialect === 'postgresql') tellCharge(database.isInCharge());
    database.onCharge(tellCharge);
    const taskLogs = createTaskLogStore({ root: config.paths.localStorage });
    stops.push(() => taskLogs.idle());
    const sandbox = createSandbox();
    stops.push(() => sandbox.close());
    const jobTypes = createJobTypeRegistry({ directories: [join(config.home, 'scripts')], sandbox, logger });
    let scheduler: Scheduler | undefined;
    const farm: Farm = {
      database,
      events,
      taskLogs,
      jobTypes,
      compileJob: createJobCompiler({
        registry: jobTypes,
        sandbox,
        logger,
        get maxTasks() {
          return configuration.current.settings.max_tasks_per_job;
        },
      }),
      configuration,
      get config() {
        return configuration.current;
      },
      get farmStatus() {
        return scheduler?.farmStatus.status;
      },
      clock: Date,
      logger,
      newId: randomUUID,
      restart: () => wishToStop('restart'),
      listening: { host: options.listen.host, port: server.port },
      get addOnUrl() {
        return plugins.api('blender')?.url;
      },
      get lastRendered() {
        return plugins.api('last-rendered');
      },
      get shaman() {
        return plugins.api('shaman')?.shaman;
      },
      get sleepSchedules() {
        return plugins.api('sleep-schedules');
      },
    };
    const plugins = createPluginHost({ farm, plugins: INSTALLED_PLUGINS });
    stops.push(() => plugins.stop());
    await plugins.start();
    scheduler = await startScheduler(farm);
    stops.push(() => scheduler?.stop());
    const databaseCheck = checkDatabasePeriodically(farm, (complaints) => {
      logger.fatal({ complaints: complaints.slice(0, 10) }, damagedDatabase(config.database, complaints));
      wishToStop('damaged-database');
    });
    stops.push(() => databaseCheck.stop());
    const pages = await openPages(options.development);
    stops.push(() => pages.close());
    const more = INSTALLED_PLUGINS.flatMap((plugin) => plugin.routes(farm));
    answer = managerHandler({ farm, access: openAccess, webRouter: appRouter, pages: pages.handler, more });
    await announceLifeCycle(farm, 'manager-startup');
    farewell = () => announceLifeCycle(farm, 'manager-shutdown');
    return { url: localUrl(server.host, server.port), port: server.port, wantsToStop, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Until everything has started. Workers and programs try again. */
const notReadyYet: Handler = (_request, response) => {
  const body = { code: 503, message: 'the manager is starting; try again in a moment' };
  writeAnswer(response, { status: 503, headers: { 'Retry-After': '1' }, body });
};

/** An address that a browser on this machine can open. */
function localUrl(host: string, port: number): string {
  if (host === '' || host === '::' || host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
