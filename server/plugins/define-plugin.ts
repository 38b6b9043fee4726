import type { EntitySchema } from '@mikro-orm/core';
import type { z } from 'zod';
import type { FarmEvent, FarmEventType } from '../contracts/event.ts';
import type { Farm } from '../use-cases/farm.ts';
import { pluginContext, type PluginContext } from './plugin-context.ts';

export type { PluginContext } from './plugin-context.ts';

/** Who a plugin is; plain data that browsers may have too. */
export interface PluginManifest<Id extends string = string> {
  /** The name of its folder; never changes, its stored events and settings are found by it. */
  readonly id: Id;
  readonly name: string;
  readonly version: string;
  /** Ids of plugins that must run before it. */
  readonly requires: readonly string[];
  /** What it is good for, in one sentence. */
  readonly description: string;
}

type AnyHandler<Config, Api> = (event: FarmEvent, api: Api, context: PluginContext<Config>) => Promise<void>;

type Handlers<Config, Api> = {
  readonly [T in FarmEventType]?: (event: FarmEvent<T>, api: Api, context: PluginContext<Config>) => Promise<void>;
};

interface PluginParts<Id extends string, Schema extends z.ZodType, Api> {
  readonly manifest: PluginManifest<Id>;
  /** Its part of the configuration, `plugins.<id>`, with defaults for everything. */
  readonly config: Schema;
  /** Its tables. They may point at the kernel's, never the other way. */
  readonly entities?: readonly EntitySchema[];
  /** What it does about events. Each comes at least once and in order, over restarts too; one that rejects comes again later. */
  readonly subscriptions?: Handlers<z.output<Schema>, Api>;
  /** Begins its work. The result is what the rest of the manager may call. */
  start(context: PluginContext<z.output<Schema>>): Api | Promise<Api>;
  /** Ends its work; resolves when nothing of it runs any more. */
  stop?(api: Api): void | Promise<void>;
}

/** A plugin at work, as its host sees it. */
export interface RunningPlugin<Api> {
  readonly api: Api;
  readonly eventTypes: readonly FarmEventType[];
  handle(event: FarmEvent): Promise<void>;
  stop(): Promise<void>;
}

/** A plugin that its host can start. */
export interface Plugin<Id extends string = string, Api = unknown> {
  readonly manifest: PluginManifest<Id>;
  readonly entities: readonly EntitySchema[];
  /** Rejects when `settings` do not fit its schema or it cannot start. */
  start(farm: Farm, settings: unknown): Promise<RunningPlugin<Api>>;
}

/** Makes a plugin of its parts. `plugin.ts` of each plugin exports the result. */
export function definePlugin<const Id extends string, Schema extends z.ZodType, Api>(
  parts: PluginParts<Id, Schema, Api>,
): Plugin<Id, Api> {
  const { manifest, subscriptions = {} } = parts;
  return {
    manifest,
    entities: parts.entities ?? [],
    async start(farm, settings) {
      const context = pluginContext(farm, manifest.id, parsedConfig(manifest.id, parts.config, settings));
      const api = await parts.start(context);
      return {
        api,
        eventTypes: Object.keys(subscriptions) as FarmEventType[],
        async handle(event) {
          // Handlers are found by the type of the event, so they fit it, which the compiler cannot follow.
          const handler = subscriptions[event.type] as AnyHandler<z.output<Schema>, Api> | undefined;
          await handler?.(event, api, context);
        },
        stop: async () => parts.stop?.(api),
      };
    },
  };
}

function parsedConfig<Schema extends z.ZodType>(id: string, schema: Schema, settings: unknown): z.output<Schema> {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = ['plugins', id, ...(issue?.path ?? [])].map(String).join('.');
  throw new Error(`flamenco-manager.yaml: ${key}: ${issue?.message ?? 'cannot be used'}`);
}
