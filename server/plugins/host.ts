import { messageOf } from '#shared/message-of.ts';
import type { PluginState, PluginStatus } from '../contracts/plugin.ts';
import { timestamp } from '../domain/clock.ts';
import { subscribeDurably } from '../events/durable-subscriber.ts';
import type { Farm } from '../farm/farm.ts';
import type { Plugin, PluginRoute, RunningPlugin } from './define-plugin.ts';
import { describeAdditions } from './describe-additions.ts';
import { guardRules } from './guard-rules.ts';
import { startOrder } from './start-order.ts';
import type { FoundPlugin } from './studio-plugins.ts';
import { within } from './within.ts';

type ApiOf<P, Id> = P extends Plugin<infer Own, infer Api> ? (Own extends Id ? Api : never) : never;

/** Starts and stops plugins, and knows how they are doing. */
export interface PluginHost<P extends Plugin> {
  /**
   * Starts every plugin that is not turned off (`plugins.<id>.enabled: false`). Never rejects: a plugin that fails is
   * marked as failed.
   */
  start(): Promise<void>;
  /** Stops the plugins in reverse order. Events that come later wait for the next start. */
  stop(): Promise<void>;
  /** What a running plugin offers; undefined while it is not running. */
  api<Id extends P['manifest']['id']>(id: Id): ApiOf<P, Id> | undefined;
  /** The paths of all plugins, whether they are running or not. */
  routes(): readonly PluginRoute[];
  /** The state of every plugin: bundled ones first, then the studio's own. */
  statuses(): PluginStatus[];
}

interface Running {
  readonly plugin: RunningPlugin<unknown>;
  readonly unsubscribe: () => Promise<void>;
}

/** A plugin that takes longer to start or stop counts as failed; the farm does not wait for it. */
const LIMIT_MS = 30_000;

/** Runs plugins in such a way that a broken one harms neither the farm nor other plugins. */
export function createPluginHost<const P extends Plugin>(options: {
  farm: Farm;
  plugins: readonly P[];
  /** The plugins found in the studio's own folder, including broken ones. */
  found?: readonly FoundPlugin[];
  /** How long one plugin may take to start or to stop, in milliseconds. */
  limitMs?: number;
}): PluginHost<P> {
  const { farm, found = [], limitMs = LIMIT_MS } = options;
  const board = farm.plugins;
  const plugins: readonly Plugin[] = [...options.plugins, ...found.flatMap(({ plugin }) => plugin ?? [])];
  const running = new Map<string, Running>();
  const routes = new Map<string, readonly PluginRoute[]>();

  for (const { manifest, config } of options.plugins)
    board.introduce({ ...manifest, origin: 'built-in', state: 'stopped', adds: [] }, config);
  for (const { id, plugin, error } of found) {
    const manifest = plugin?.manifest ?? { id, name: id, version: '', requires: [], description: '' };
    board.introduce({ ...manifest, origin: 'studio', state: 'stopped', adds: [] }, plugin?.config);
    if (error !== undefined) fail(id, error);
  }
  for (const plugin of plugins) findRoutes(plugin);

  function tell(id: string, change: { state?: PluginState; adds?: readonly string[]; error?: unknown }): void {
    const status = board.status(id);
    if (!status) return;
    const { error, ...rest } = change;
    const told = error === undefined ? {} : { error: { message: messageOf(error), at: timestamp(farm.clock.now()) } };
    board.tell({ ...status, ...rest, ...told });
  }

  function fail(id: string, error: unknown): void {
    tell(id, { state: 'failed', adds: [], error });
    farm.logger.error({ plugin: id, err: error }, 'plugin failed');
  }

  /** Reports that something went wrong in a running plugin; repeated failures with the same message are logged once. */
  function trouble(id: string, error: unknown): void {
    const isNew = board.status(id)?.error?.message !== messageOf(error);
    tell(id, { error });
    if (isNew) farm.logger.error({ plugin: id, err: error }, 'plugin ran into a problem');
  }

  function findRoutes(plugin: Plugin): void {
    try {
      routes.set(plugin.manifest.id, plugin.routes(farm));
    } catch (error) {
      fail(plugin.manifest.id, error);
    }
  }

  async function startPlugin(plugin: Plugin): Promise<void> {
    const { id, requires } = plugin.manifest;
    if (board.status(id)?.state === 'failed') return;
    const { enabled = true, ...settings } = farm.config.settings.plugins[id] ?? {};
    if (enabled === false) return tell(id, { state: 'off' });
    const missing = requires.find((required) => !running.has(required));
    if (missing !== undefined) return fail(id, new Error(`requires ${missing}, which is not running`));
    const starting = plugin.start(farm, settings);
    let started: RunningPlugin<unknown> | undefined;
    try {
      started = await within(limitMs, starting, `did not start within ${limitMs} ms`);
      const { ports, rules } = started.contribution;
      board.join(id, { ports, rules: guardRules(id, rules, (error) => trouble(id, error)) });
      running.set(id, { plugin: started, unsubscribe: await subscribe(id, started) });
      const adds = describeAdditions(plugin, { ...started.contribution, routes: routes.get(id) ?? [] });
      tell(id, { state: 'running', adds });
      farm.logger.info({ plugin: id, version: plugin.manifest.version }, 'plugin started');
    } catch (error) {
      board.leave(id);
      fail(id, error);
      // A plugin that started too late, or whose port is already taken, must not keep running.
      void starting.then((late) => late.stop()).catch((cause: unknown) => trouble(id, cause));
    }
  }

  async function subscribe(id: string, plugin: RunningPlugin<unknown>): Promise<() => Promise<void>> {
    if (plugin.eventTypes.length === 0) return () => Promise.resolve();
    const parts = { database: farm.database, bus: farm.events, logger: farm.logger.child({ plugin: id }) };
    return subscribeDurably(parts, {
      subscriber: `plugin:${id}`,
      types: plugin.eventTypes,
      async handle(event) {
        try {
          await plugin.handle(event);
        } catch (error) {
          tell(id, { error });
          throw error;
        }
      },
    });
  }

  return {
    async start() {
      const { ordered, stuck } = startOrder(plugins);
      for (const { plugin, reason } of stuck) fail(plugin.manifest.id, new Error(reason));
      for (const plugin of ordered) await startPlugin(plugin);
    },
    async stop() {
      for (const [id, { plugin, unsubscribe }] of [...running].toReversed()) {
        running.delete(id);
        board.leave(id);
        try {
          const stopped = unsubscribe().then(() => plugin.stop());
          await within(limitMs, stopped, `did not stop within ${limitMs} ms`);
          tell(id, { state: 'stopped', adds: [] });
        } catch (error) {
          fail(id, error);
        }
      }
    },
    api(id) {
      return running.get(id)?.plugin.api as ApiOf<P, typeof id> | undefined;
    },
    routes: () => [...routes.values()].flat(),
    statuses: () =>
      [...options.plugins.map(({ manifest }) => manifest.id), ...found.map(({ id }) => id)].flatMap(
        (id) => board.status(id) ?? [],
      ),
  };
}
