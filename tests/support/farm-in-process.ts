import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FarmEvent } from '#server/contracts/event.ts';
import { Configuration } from '#server/config/configuration.ts';
import { configFrom } from '#server/config/load-config.ts';
import { createFarm } from '#server/create-farm.ts';
import { createLogger } from '#server/logging/logger.ts';
import type { Database, DatabaseOptions } from '#server/persistence/database.ts';
import type { Farm } from '#server/farm/farm.ts';

/**
 * Makes the tasks listed in `settings.tasks`, as `[name, type, …names of the tasks it waits for]`, each with one
 * command of two steps.
 */
const GRAPH_SCRIPT = `
const JOB_TYPE = { label: 'Graph', settings: [{ key: 'tasks', type: 'string', required: true }] };
function compileJob(job) {
  const made = {};
  for (const [name, type, ...waitsFor] of JSON.parse(job.settings.tasks)) {
    const task = author.Task(name, type);
    task.addCommand(author.Command('echo', { message: name }, 2));
    for (const other of waitsFor) task.addDependency(made[other]);
    made[name] = task;
    job.addTask(task);
  }
}
`;

/** A farm without HTTP, whose clock stands still until a spec moves it. */
export interface FarmInProcess extends Farm {
  readonly folder: string;
  readonly delivered: FarmEvent[];
  /** Moves the farm's clock forward. */
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

/** Builds a farm on a new database, with the real job compiler and a job type "graph" (see above). */
export async function openFarm(
  open: (options: DatabaseOptions) => Promise<Database>,
  configuration = '',
): Promise<FarmInProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'flamenco-farm-'));
  await mkdir(join(folder, 'scripts'));
  await writeFile(join(folder, 'scripts', 'graph.js'), GRAPH_SCRIPT);
  let now = Date.UTC(2026, 0, 5, 12);
  const { farm, close } = await createFarm({
    configuration: new Configuration(configFrom(`_meta: {version: 3}\n${configuration}`, folder)),
    logger: createLogger({ level: 'silent', terminal: false }),
    openDatabase: open,
    clock: { now: () => now },
  });
  const delivered: FarmEvent[] = [];
  farm.events.listen((news) => delivered.push(...news));
  return Object.assign(farm, {
    folder,
    delivered,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    close: async () => {
      await close();
      await rm(folder, { recursive: true });
    },
  });
}
