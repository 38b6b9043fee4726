import type { CompiledJob, CompileJobInput } from '../job-types/compile-job.ts';
import type { JobTypeRegistry } from '../job-types/registry.ts';
import type { Configuration } from '../config/configuration.ts';
import type { ListenAddress } from '../config/listen-address.ts';
import type { ManagerConfig } from '../config/load-config.ts';
import type { Clock } from '../domain/clock.ts';
import type { EventBus } from '../events/bus.ts';
import type { Logger } from '../logging/logger.ts';
import type { Database } from '../persistence/database.ts';
import type { TaskLogStore } from '../task-logs/task-log-store.ts';
import type { FarmStatus } from '../contracts/farm.ts';
import type { LastRenderedImages } from '../contracts/last-rendered.ts';
import type { Shaman } from '../contracts/shaman.ts';
import type { SleepSchedules } from '../contracts/sleep-schedule.ts';

/** What a use case works with: the manager's parts, made once by `main.ts` or a spec. */
export interface Farm {
  readonly database: Database;
  readonly events: EventBus;
  readonly taskLogs: TaskLogStore;
  readonly jobTypes: JobTypeRegistry;
  compileJob(input: CompileJobInput): Promise<CompiledJob>;
  /** What is configured now; replaced as a whole when the file changes, so ask for it at use. */
  readonly config: ManagerConfig;
  /** The file behind `config`. */
  readonly configuration: Configuration;
  /** Where the Blender add-on is downloaded; absent while the plugin `blender` is off. */
  readonly addOnUrl?: string;
  /**
   * Where the manager listens for HTTP, with the port that it got; an empty host means every address. Absent where it
   * does not.
   */
  readonly listening?: ListenAddress;
  /** Absent while the plugin `last-rendered` is off. */
  readonly lastRendered?: LastRenderedImages;
  /** Absent while Shaman is switched off or has no shared storage. */
  readonly shaman?: Shaman;
  /** Absent while the plugin `sleep-schedules` is off. */
  readonly sleepSchedules?: SleepSchedules;
  /** The state of the whole farm in one word, kept by the scheduler; absent until it is computed. */
  readonly farmStatus?: FarmStatus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A new random UUID. */
  newId(): string;
  /** Stops the manager and starts it again in this process; returns at once. */
  restart(): void;
}
