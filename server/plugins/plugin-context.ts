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

/** Everything that a plugin is given; nothing is global. */
export interface PluginContext<Config> {
  /** The plugin's own part of the configuration, checked by its schema. */
  readonly config: Config;
  /** Bound to the plugin's id. */
  readonly logger: Logger;
  readonly clock: Clock;
  /** For reading; changes go through `transaction`. */
  readonly database: Database;
  /**
   * Changes the plugin's tables, in the plugin's name or in the name of the actor who asked for it. `tx.emit(…)`
   * publishes the plugin's events.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, by?: Actor): Promise<T>;
  /** Everything else that plugins may do to the farm, done in the plugin's name. */
  readonly useCases: UseCases;
  /** The same, done in the name of the actor who asked the plugin for it. */
  useCasesBy(actor: Actor): UseCases;
  /** Task logs; its `jobFolder` also says where a job's pictures are. */
  readonly taskLogs: Farm['taskLogs'];
  /**
   * The manager's whole configuration when the plugin started. Holds secrets that are not the plugin's: never log it or
   * pass it on as a whole.
   */
  readonly settings: Farm['config']['settings'];
  /** The same as it is now, with changes that people have made since the plugin started. */
  settingsNow(): Farm['config']['settings'];
  /** Local and shared storage. */
  readonly paths: Farm['config']['paths'];
  /** Where the manager listens for HTTP; absent if it does not, as in some specs. */
  readonly listening: Farm['listening'];
  /**
   * Runs something periodically, and only on the manager in charge unless the task says `when`. The plugin's `stop` has
   * to stop it.
   */
  periodically(task: PeriodicTask): PeriodicWork;
  /**
   * Lets a rule decide which status the worker is asked to go to; null = none.
   * @throws FarmError not-found
   */
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
  // From a plugin's own transaction to the whole one behind it, which may also emit the kernel's events.
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
