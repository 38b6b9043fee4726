import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createAccounts } from './accounts/accounts.ts';
import { Allowance } from './access/allowance.ts';
import { REGISTRATIONS } from './access/registration-pace.ts';
import type { Configuration } from './config/configuration.ts';
import type { Listening } from './config/listen-address.ts';
import type { FarmStatus } from './contracts/farm.ts';
import type { Clock } from './domain/clock.ts';
import { EventBus } from './events/bus.ts';
import type { Farm } from './farm/farm.ts';
import { PluginBoard } from './farm/plugin-board.ts';
import { createJobCompiler } from './job-types/compile-job.ts';
import { createJobTypeRegistry } from './job-types/registry.ts';
import { engineText } from './job-types/sandbox/engine-text.ts';
import { createSandbox } from './job-types/sandbox/sandbox.ts';
import type { Logger } from './logging/logger.ts';
import { NowAndThen } from './logging/now-and-then.ts';
import type { Database, DatabaseOptions } from './persistence/database.ts';
import type { SetUpLink } from './setup/set-up-link.ts';
import { createTaskLogStore } from './task-logs/task-log-store.ts';

/** What a farm is made from. The manager's farm and those of specs differ only in these. */
export interface FarmParts {
  readonly configuration: Configuration;
  readonly logger: Logger;
  /** Called once; the database that it opens is closed with the farm. */
  openDatabase(options: DatabaseOptions): Promise<Database>;
  /** The machine's clock unless given. */
  readonly clock?: Clock;
  /** Where the manager listens for HTTP; absent if it does not. */
  readonly listening?: Listening;
  /** The state of the farm in one word; absent if there is no scheduler to compute it. */
  farmStatus?(): FarmStatus | undefined;
  /** See `Farm.setUpLink`. */
  readonly setUpLink?: SetUpLink | undefined;
  /** See `Farm.restart`; without this, it does nothing. */
  restart?(): void;
}

/**
 * Assembles a farm. `warmUp` prepares what the first job would have to wait for. `close` stops everything that was
 * started for it, and resolves once nothing is being written any more.
 */
export async function createFarm(
  parts: FarmParts,
): Promise<{ farm: Farm; warmUp: () => void; close: () => Promise<void> }> {
  const { configuration, logger, clock = Date, listening } = parts;
  const config = configuration.current;
  const events = new EventBus(logger);
  const database = await parts.openDatabase({ deliver: (committed) => events.deliver(committed), clock });
  const taskLogs = createTaskLogStore({ root: config.paths.localStorage });
  const engineTold = new NowAndThen();
  const sandbox = createSandbox({
    onChildren: (children) => logger.debug({ children }, 'number of processes for job-type scripts changed'),
    onUnloadable: (why) => {
      if (engineTold.isTime('engine')) logger.error({ why }, `no job can be submitted: ${engineText(process, why)}`);
    },
  });
  const jobTypes = createJobTypeRegistry({ directories: [join(config.home, 'scripts')], sandbox, logger, clock });
  const plugins = new PluginBoard();
  const registrations = new Allowance(REGISTRATIONS);
  const accounts = createAccounts(
    () => farm,
    (listener) => events.listen(listener),
  );
  const farm: Farm = {
    database,
    events,
    taskLogs,
    jobTypes,
    compileJob: createJobCompiler({
      sandbox,
      logger,
      get maxTasks() {
        return configuration.current.settings.max_tasks_per_job;
      },
      get maxDependencies() {
        return configuration.current.settings.max_dependencies_per_job;
      },
    }),
    configuration,
    get config() {
      return configuration.current;
    },
    plugins,
    port: (name) => plugins.port(name),
    get farmStatus() {
      return parts.farmStatus?.();
    },
    accounts,
    countRegistration: (network) => registrations.take(network),
    clock,
    logger,
    newId: randomUUID,
    restart: () => parts.restart?.(),
    ...(listening ? { listening } : {}),
    ...(parts.setUpLink ? { setUpLink: parts.setUpLink } : {}),
  };
  return {
    farm,
    warmUp: () => sandbox.warmUp(),
    async close() {
      accounts.close();
      sandbox.close();
      await taskLogs.idle();
      await database.close();
    },
  };
}
