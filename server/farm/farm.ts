import type { Accounts } from '../accounts/known.ts';
import type { CompiledJob, CompileJobInput } from '../job-types/compile-job.ts';
import type { JobTypeRegistry } from '../job-types/registry.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Listening } from '../config/listen-address.ts';
import type { ManagerConfig } from '../config/load-config.ts';
import type { Clock } from '../domain/clock.ts';
import type { EventBus } from '../events/bus.ts';
import type { Logger } from '../logging/logger.ts';
import type { Database } from '../persistence/database.ts';
import type { SetUpLink } from '../setup/set-up-link.ts';
import type { TaskLogStore } from '../task-logs/task-log-store.ts';
import type { FarmStatus } from '../contracts/farm.ts';
import type { PluginBoard } from './plugin-board.ts';
import type { PortName, Ports } from './ports.ts';

/** What a use case works with: the manager's parts, put together by `create-farm.ts`. */
export interface Farm {
  readonly database: Database;
  readonly events: EventBus;
  readonly taskLogs: TaskLogStore;
  readonly jobTypes: JobTypeRegistry;
  compileJob(input: CompileJobInput): Promise<CompiledJob>;
  /** The current configuration. Replaced as a whole when the file changes, so read it whenever you need it. */
  readonly config: ManagerConfig;
  /** The file behind `config`. */
  readonly configuration: Configuration;
  /**
   * Where the manager listens for HTTP, with the actual port; an empty host means every address. Absent if it does not
   * listen.
   */
  readonly listening?: Listening;
  /** What runs for a port; undefined while no plugin provides it. Plugins come and go, so ask whenever you need it. */
  port<Name extends PortName>(name: Name): Ports[Name] | undefined;
  /** What plugins contribute, and how they are doing. */
  readonly plugins: PluginBoard;
  /** The state of the whole farm in one word, kept up to date by the scheduler; absent until it is first computed. */
  readonly farmStatus?: FarmStatus;
  /** Who has an account, is signed in, or has a token. */
  readonly accounts: Accounts;
  /** With what a manager that has no configuration is set up; absent when there is one. */
  readonly setUpLink?: SetUpLink;
  /** Counts a registration from this network. 0 = it may register; else the seconds after which it may again. */
  countRegistration(network: string): number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A new random UUID. */
  newId(): string;
  /** Restarts the manager in this process; returns at once. */
  restart(): void;
}
