import type { Actor } from '../contracts/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { StatusRequest, WorkerState } from '../domain/worker-state.ts';
import type { Logger } from '../logging/logger.ts';
import type { Database, Transaction } from '../persistence/database.ts';
import { type PeriodicTask, type PeriodicWork, runPeriodically } from '../scheduler/periodic.ts';
import { changeWorkerRequest } from '../use-cases/change-worker-request.ts';
import type { Farm } from '../farm/farm.ts';
import { type PluginEvents, withOwnEvents } from './plugin-events.ts';
import { type UseCases, useCasesBy } from './public-use-cases.ts';

export type { Logger } from '../logging/logger.ts';

/** All that a plugin is handed; there is nothing global. */
export interface PluginContext<Config> {
  /** The plugin's own part of the configuration, checked by its schema. */
  readonly config: Config;
  /** Bound to the plugin's id. */
  readonly logger: Logger;
  readonly clock: Clock;
  /** For reading; changes go through `transaction`. */
  readonly database: Database;
  /**
   * Changes the plugin's tables in its name, or in that of whoever asked for it. Publishes the plugin's events with
   * `tx.emit(…)`.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, by?: Actor): Promise<T>;
  /** What else plugins may have done to the farm, in the plugin's name. */
  readonly useCases: UseCases;
  /** The same in the name of whoever asked the plugin for it. */
  useCasesBy(actor: Actor): UseCases;
  /** Task logs, and with `jobFolder` where a job's pictures are. */
  readonly taskLogs: Farm['taskLogs'];
  /** The manager's own configuration. Holds secrets of others: never log or pass it on as a whole. */
  readonly settings: Farm['config']['settings'];
  /** The same as it is now: what people have changed since the plugin started counts. */
  settingsNow(): Farm['config']['settings'];
  /** Local and shared storage. */
  readonly paths: Farm['config']['paths'];
  /** Where the manager listens for HTTP; absent where it does not, as in some specs. */
  readonly listening: Farm['listening'];
  /**
   * Runs something by the clock, on the manager in charge only unless the task says `when`; the plugin's `stop` has to
   * stop it.
   */
  periodically(task: PeriodicTask): PeriodicWork;
  /** Lets a rule decide what the worker is asked to go to; null = nothing. @throws FarmError not-found */
  changeWorkerRequest(
    tx: Transaction,
    workerId: string,
    decide: (state: WorkerState) => StatusRequest | null,
  ): Promise<void>;
}

/** The context of the plugin `id` on this farm. */
export function pluginContext<Config>(
  farm: Farm,
  { id, config, events }: { readonly id: string; readonly config: Config; readonly events: PluginEvents },
): PluginContext<Config> {
  const logger = farm.logger.child({ plugin: id });
  const plugin: Actor = { kind: 'plugin', id };
  // The kernel's part of a plugin's transaction emits the kernel's events.
  const whole = new WeakMap<Transaction, Transaction>();
  return {
    config,
    logger,
    clock: farm.clock,
    database: farm.database,
    transaction: (work, by = plugin) =>
      farm.database.transaction(
        (tx) => {
          const own = withOwnEvents(tx, id, events);
          whole.set(own, tx);
          return work(own);
        },
        { by },
      ),
    useCases: useCasesBy(farm, plugin),
    useCasesBy: (actor) => useCasesBy(farm, actor),
    taskLogs: farm.taskLogs,
    settings: farm.config.settings,
    settingsNow: () => farm.config.settings,
    paths: farm.config.paths,
    listening: farm.listening,
    periodically: (task) => runPeriodically(logger, { when: () => farm.database.isInCharge(), ...task }),
    changeWorkerRequest: (tx, workerId, decide) => changeWorkerRequest(farm, whole.get(tx) ?? tx, workerId, decide),
  };
}
