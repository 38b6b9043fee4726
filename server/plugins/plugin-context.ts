import type { Clock } from '../domain/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Database } from '../persistence/database.ts';
import type { Farm } from '../use-cases/farm.ts';

/** All that a plugin is handed; there is nothing global. */
export interface PluginContext<Config> {
  /** The plugin's own part of the configuration, checked by its schema. */
  readonly config: Config;
  /** Bound to the plugin's id. */
  readonly logger: Logger;
  readonly clock: Clock;
  /** Changes go through `transaction`, which also publishes events: `tx.emit(…)`. */
  readonly database: Database;
  /** Task logs, and with `jobFolder` where a job's pictures are. */
  readonly taskLogs: Farm['taskLogs'];
  /** Local and shared storage. */
  readonly paths: Farm['config']['paths'];
}

/** The context of the plugin `id` on this farm. */
export function pluginContext<Config>(farm: Farm, id: string, config: Config): PluginContext<Config> {
  return {
    config,
    logger: farm.logger.child({ plugin: id }),
    clock: farm.clock,
    database: farm.database,
    taskLogs: farm.taskLogs,
    paths: farm.config.paths,
  };
}
