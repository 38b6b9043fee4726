import { subscribeDurably } from '../events/durable-subscriber.ts';
import type { Farm } from '../farm/farm.ts';
import type { Plugin, PluginManifest, RunningPlugin } from './define-plugin.ts';
import { startOrder } from './start-order.ts';

/** A plugin as the settings page shows it. */
export interface PluginStatus extends PluginManifest {
  readonly state: 'running' | 'off' | 'failed' | 'stopped';
  /** Why it failed, or what went wrong with the last event that a running plugin was given. */
  readonly error?: string;
}

type ApiOf<P, Id> = P extends Plugin<infer Own, infer Api> ? (Own extends Id ? Api : never) : never;

export interface PluginHost<P extends Plugin> {
  /** Starts what is not turned off (`plugins.<id>.enabled: false`). Never rejects: a plugin that fails is marked so. */
  start(): Promise<void>;
  /** Stops in reverse order; later events wait for the next start. */
  stop(): Promise<void>;
  /** What a running plugin offers; undefined while it does not run. */
  api<Id extends P['manifest']['id']>(id: Id): ApiOf<P, Id> | undefined;
  /** In the order of the list of plugins. */
  statuses(): PluginStatus[];
}

interface Running {
  readonly plugin: RunningPlugin<unknown>;
  readonly unsubscribe: () => Promise<void>;
}

/** A plugin that takes longer to start or stop counts as failed; the farm does not wait for it. */
const LIMIT_MS = 30_000;

/** Runs plugins so that a broken one harms neither the farm nor the others. */
export function createPluginHost<const P extends Plugin>(options: {
  farm: Farm;
  plugins: readonly P[];
  /** For one plugin's start or stop, in milliseconds. */
  limitMs?: number;
}): PluginHost<P> {
  const { farm, plugins, limitMs = LIMIT_MS } = options;
  const states = new Map<string, { state: PluginStatus['state']; error?: string }>();
  const running = new Map<string, Running>();

  async function startPlugin(plugin: P): Promise<void> {
    const { id, requires } = plugin.manifest;
    const { enabled = true, ...settings } = farm.config.settings.plugins[id] ?? {};
    if (enabled === false) return void states.set(id, { state: 'off' });
    const missing = requires.find((required) => !running.has(required));
    if (missing !== undefined) return fail(id, new Error(`requires ${missing}, which does not run`));
    try {
      const started = plugin.start(farm, settings);
      const instance = await within(limitMs, started, `did not start within ${limitMs} ms`);
      running.set(id, { plugin: instance, unsubscribe: await subscribe(id, instance) });
      states.set(id, { state: 'running' });
      farm.logger.info({ plugin: id, version: plugin.manifest.version }, 'plugin started');
    } catch (error) {
      fail(id, error);
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
          states.set(id, { state: 'running' });
        } catch (error) {
          states.set(id, { state: 'running', error: messageOf(error) });
          throw error;
        }
      },
    });
  }

  function fail(id: string, error: unknown): void {
    states.set(id, { state: 'failed', error: messageOf(error) });
    farm.logger.error({ plugin: id, err: error }, 'plugin failed');
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
        try {
          const stopped = unsubscribe().then(() => plugin.stop());
          await within(limitMs, stopped, `did not stop within ${limitMs} ms`);
          states.set(id, { state: 'stopped' });
        } catch (error) {
          fail(id, error);
        }
      }
    },
    api(id) {
      return running.get(id)?.plugin.api as ApiOf<P, typeof id> | undefined;
    },
    statuses: () => plugins.map(({ manifest }) => ({ ...manifest, state: 'stopped', ...states.get(manifest.id) })),
  };
}

async function within<T>(limitMs: number, work: Promise<T>, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(complaint)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
