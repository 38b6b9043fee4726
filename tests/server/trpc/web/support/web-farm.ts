import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccess } from '#server/access/access.ts';
import { Configuration } from '#server/config/configuration.ts';
import { configFrom } from '#server/config/load-config.ts';
import type { JobType } from '#server/contracts/job-type.ts';
import { EventBus } from '#server/events/bus.ts';
import { createLogger } from '#server/logging/logger.ts';
import { createTaskLogStore } from '#server/task-logs/task-log-store.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { requestContext } from '#server/trpc/context.ts';
import { createCallerFactory } from '#server/trpc/init.ts';
import type { Farm } from '#server/farm/farm.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { openSqliteFolder } from '#tests/support/databases.ts';

const JOB_TYPE: JobType = {
  name: 'simple-blender-render',
  label: 'Simple Blender Render',
  etag: 'e',
  settings: [
    { key: 'frames', type: 'string', label: 'Frame range' },
    { key: 'chunk_size', type: 'int32' },
  ],
};

/** A farm on a migrated SQLite database in a temporary folder, and callers of the web procedures. */
export async function openWebFarm(parts: Partial<Farm> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'flamenco-ng-'));
  const logLines: string[] = [];
  const logger = createLogger({ level: 'error', terminal: false, write: (line) => void logLines.push(line) });
  const events = new EventBus(logger);
  const database = await openSqliteFolder({ deliver: (committed) => events.deliver(committed), clock: Date });
  const config = configFrom('_meta: {version: 3}\nmanager_name: Test farm', folder);
  const farm: Farm = {
    database,
    events,
    taskLogs: createTaskLogStore({ root: folder }),
    jobTypes: {
      list: () => Promise.resolve([JOB_TYPE]),
      get: (name) => Promise.resolve(name === JOB_TYPE.name ? JOB_TYPE : undefined),
      find: () => undefined,
      script: () => Promise.resolve(undefined),
    },
    compileJob: () => Promise.reject(new Error('no scripts in this farm')),
    config,
    configuration: new Configuration(config),
    restart: () => {},
    clock: { now: () => Date.UTC(2026, 10, 5, 9) },
    logger,
    newId: () => randomUUID(),
    ...parts,
  };
  return {
    farm,
    database,
    logLines,
    caller: (signal?: AbortSignal) =>
      createCallerFactory(appRouter)(
        requestContext(farm, openAccess, { requestId: 'r-1', actor: SOMEBODY, remoteAddress: '' }),
        { signal },
      ),
    close: async () => {
      await farm.taskLogs.idle();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
export type WebFarm = Awaited<ReturnType<typeof openWebFarm>>;
