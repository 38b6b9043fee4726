import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ListenAddress } from './config/listen-address.ts';
import type { ManagerConfig } from './config/load-config.ts';
import { EventBus } from './events/bus.ts';
import { createJobFilesHandler } from './http/job-files.ts';
import { managerHandler } from './http/manager-handler.ts';
import { openPages } from './http/pages.ts';
import { startHttpServer } from './http/server.ts';
import { createJobCompiler } from './job-types/compile-job.ts';
import { createJobTypeRegistry } from './job-types/registry.ts';
import { createSandbox } from './job-types/sandbox/sandbox.ts';
import type { Logger } from './logging/logger.ts';
import { openDatabase } from './persistence/open-database.ts';
import { createPluginHost } from './plugins/host.ts';
import { INSTALLED_PLUGINS } from './plugins/installed.ts';
import { type Scheduler, startScheduler } from './scheduler/scheduler.ts';
import { createTaskLogStore } from './task-logs/task-log-store.ts';
import { appRouter } from './trpc/app-router.ts';
import type { Farm } from './use-cases/farm.ts';

export interface ManagerOptions {
  readonly config: ManagerConfig;
  readonly listen: ListenAddress;
  readonly logger: Logger;
  /** Pages are built as they are asked for. */
  readonly development: boolean;
}

export interface Manager {
  /** Where it listens, for this machine. */
  readonly url: string;
  /** Stops everything in reverse order of the start; no accepted report is lost. */
  stop(): Promise<void>;
}

/** Starts all parts of the manager, each needing those before it. What was started is stopped again when a later one fails. */
export async function startManager(options: ManagerOptions): Promise<Manager> {
  const { config, logger } = options;
  const stops: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const part of stops.splice(0).toReversed()) await part();
  };
  try {
    const events = new EventBus(logger);
    const database = await openDatabase(config.database, (committed) => events.deliver(committed));
    stops.push(() => database.close());
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
      compileJob: createJobCompiler({ registry: jobTypes, sandbox, logger }),
      config,
      get farmStatus() {
        return scheduler?.farmStatus.status;
      },
      clock: Date,
      logger,
      newId: randomUUID,
      get lastRendered() {
        return plugins.api('last-rendered');
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
    const pages = await openPages(options.development);
    stops.push(() => pages.close());
    const jobFiles = createJobFilesHandler({ root: config.paths.localStorage });
    const handler = managerHandler({ farm, webRouter: appRouter, jobFiles, pages: pages.handler });
    const server = await startHttpServer({ ...options.listen, handler, logger, development: options.development });
    stops.push(() => server.stop());
    return { url: localUrl(server.host, server.port), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An address that a browser on this machine can open. */
function localUrl(host: string, port: number): string {
  if (host === '' || host === '::' || host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
