import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccess } from '#server/access/access.ts';
import { Configuration } from '#server/config/configuration.ts';
import { configFrom } from '#server/config/load-config.ts';
import type { JobType } from '#server/contracts/job-type.ts';
import { createFarm } from '#server/create-farm.ts';
import { createLogger } from '#server/logging/logger.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { requestContext } from '#server/trpc/context.ts';
import { createCallerFactory } from '#server/trpc/init.ts';
import type { Farm } from '#server/farm/farm.ts';
import { ANYBODY } from '#tests/support/actors.ts';
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
  const { farm, close } = await createFarm({
    configuration: new Configuration(configFrom('_meta: {version: 3}\nmanager_name: Test farm', folder)),
    logger,
    openDatabase: openSqliteFolder,
    clock: { now: () => Date.UTC(2026, 10, 5, 9) },
  });
  const jobTypes: Farm['jobTypes'] = {
    ...farm.jobTypes,
    list: () => Promise.resolve([JOB_TYPE]),
    get: (name) => Promise.resolve(name === JOB_TYPE.name ? JOB_TYPE : undefined),
    find: () => undefined,
  };
  Object.assign(farm, { jobTypes, ...parts });
  return {
    farm,
    database: farm.database,
    logLines,
    caller: (signal?: AbortSignal, caller = ANYBODY) =>
      createCallerFactory(appRouter)(
        requestContext(farm, openAccess, caller, { requestId: 'r-1', remoteAddress: '' }),
        { signal },
      ),
    close: async () => {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
export type WebFarm = Awaited<ReturnType<typeof openWebFarm>>;
