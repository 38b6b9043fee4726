import type { EntitySchema } from '@mikro-orm/core';
import type { AnyProcedure } from '@trpc/server';
import type { z } from 'zod';
import type { FarmEvent, FarmEventType } from '../contracts/event.ts';
import { configError } from '../config/config-error.ts';
import { complaintOf } from '../config/declaration/complaint.ts';
import { keyName } from '../config/declaration/tree.ts';
import { CONFIG_FILE } from '../config/read-settings.ts';
import type { PluginManifest } from '../contracts/plugin.ts';
import type { EligibilityRule } from '../domain/eligibility.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { Contribution } from '../farm/plugin-board.ts';
import { type PortName, PORTS, type Ports } from '../farm/ports.ts';
import type { PluginRoute } from './plugin-route.ts';
import { pluginContext, type PluginContext } from './plugin-context.ts';
import { checkPluginEvents, type PluginEvents } from './plugin-events.ts';

export type { RequestFacts } from '../access/request-facts.ts';
export type { PluginManifest } from '../contracts/plugin.ts';
export type { Logger, PluginContext } from './plugin-context.ts';
export type { Content, PluginRoute } from './plugin-route.ts';

type AnyHandler<Config, Api> = (event: FarmEvent, api: Api, context: PluginContext<Config>) => Promise<void>;

type Handlers<Config, Api> = {
  readonly [T in FarmEventType]?: (event: FarmEvent<T>, api: Api, context: PluginContext<Config>) => Promise<void>;
};

/** Procedures by name. */
export type Procedures = Readonly<Record<string, AnyProcedure>>;
type NoProcedures = Record<never, never>;

/**
 * Finds what the plugin's `start` returned on the farm that a request is for. Throws `not-found` while the plugin is
 * off or has failed: its procedures exist and are documented even then, since neither depends on the settings.
 */
export type RunningApi<Api> = (context: { readonly farm: Farm }) => Api;

interface PluginParts<
  Id extends string,
  Schema extends z.ZodObject,
  Api,
  V3 extends Procedures,
  Web extends Procedures,
> {
  readonly manifest: PluginManifest<Id>;
  /** Its part of the configuration, `plugins.<id>`: an object whose keys are declared with `setting` and `group`. */
  readonly config: Schema;
  /** Its tables. They may refer to the kernel's tables, never the other way round. */
  readonly entities?: readonly EntitySchema[];
  /** What it does for the kernel; `undefined` means nothing at present. Only one running plugin may provide a port. */
  readonly provides?: { readonly [Name in PortName]?: (api: NoInfer<Api>) => Ports[Name] | undefined };
  /**
   * Its rules about which worker may have which task, applied after the kernel's. They are applied to every task that
   * is about to be handed out, so they must not wait for anything: whatever they need beyond the facts they are given,
   * `api` keeps in memory. Their names are prefixed with the plugin's id.
   */
  eligibility?(api: NoInfer<Api>): readonly EligibilityRule[];
  /**
   * The types of its own events, with their payloads; each begins with the plugin's id and a dot. It may emit only
   * these. TypeScript learns about them from `declare module '#server/contracts/event.ts' { interface FarmEvents { … }
   * }`.
   */
  readonly events?: PluginEvents<NoInfer<Id>>;
  /**
   * How it reacts to events. Each event arrives at least once and in order, even across restarts; one whose handler
   * rejects arrives again later.
   */
  readonly subscriptions?: Handlers<z.output<Schema>, Api>;
  /** Its `/api/v3` operations by operationId, made with `v3Procedure`. */
  v3?(running: RunningApi<Api>): V3;
  /** Its procedures for our pages, made with `procedureFor`; the pages call them under the plugin's id. */
  web?(running: RunningApi<Api>): Web;
  /** Its paths outside `/api`. They answer with `not-found` while the plugin is not running. */
  routes?(api: () => NoInfer<Api>): readonly PluginRoute[];
  /** Starts its work. The result is what its other parts and the rest of the manager may call. */
  start(context: PluginContext<z.output<Schema>>): Api | Promise<Api>;
  /** Stops its work; resolves once nothing of it is running any more. */
  stop?(api: Api): void | Promise<void>;
}

/** A running plugin, as its host sees it. */
export interface RunningPlugin<Api> {
  readonly api: Api;
  readonly contribution: Contribution;
  readonly eventTypes: readonly FarmEventType[];
  handle(event: FarmEvent): Promise<void>;
  stop(): Promise<void>;
}

/** A plugin that its host can start. */
export interface Plugin<
  Id extends string = string,
  Api = unknown,
  V3 extends Procedures = Procedures,
  Web extends Procedures = Procedures,
> {
  readonly manifest: PluginManifest<Id>;
  /** The declaration of its part of the configuration. */
  readonly config: z.ZodObject;
  readonly entities: readonly EntitySchema[];
  readonly eventTypes: readonly string[];
  readonly v3: V3;
  readonly web: Web;
  /** Its paths on this farm, whether it is running there or not. */
  routes(farm: Farm): readonly PluginRoute[];
  /** Rejects if `settings` do not fit its schema or if it cannot start. */
  start(farm: Farm, settings: unknown): Promise<RunningPlugin<Api>>;
}

/** Makes a plugin from its parts. Each plugin's `plugin.ts` exports the result. */
export function definePlugin<
  const Id extends string,
  Schema extends z.ZodObject,
  Api,
  V3 extends Procedures = NoProcedures,
  Web extends Procedures = NoProcedures,
>(parts: PluginParts<Id, Schema, Api, V3, Web>): Plugin<Id, Api, V3, Web> {
  const { manifest, subscriptions = {}, events = {} } = parts;
  checkPluginEvents(manifest.id, events);
  const apis = new WeakMap<Farm, { readonly api: Api }>();
  const running: RunningApi<Api> = ({ farm }) => {
    const found = apis.get(farm);
    if (found) return found.api;
    throw new FarmError('not-found', { message: `the plugin ${manifest.id} is not running on this manager` });
  };
  return {
    manifest,
    config: parts.config,
    entities: parts.entities ?? [],
    eventTypes: Object.keys(events),
    v3: parts.v3?.(running) ?? ({} as V3),
    web: parts.web?.(running) ?? ({} as Web),
    routes(farm) {
      const api = () => running({ farm });
      return (parts.routes?.(api) ?? []).map((route) => ({
        ...route,
        answer(...request) {
          api();
          return route.answer(...request);
        },
      }));
    },
    async start(farm, settings) {
      const config = parsedConfig(manifest.id, parts.config, settings);
      const context = pluginContext(farm, { id: manifest.id, config, events });
      const api = await parts.start(context);
      apis.set(farm, { api });
      return {
        api,
        contribution: { ports: providedBy(parts.provides ?? {}, api), rules: parts.eligibility?.(api) ?? [] },
        eventTypes: Object.keys(subscriptions) as FarmEventType[],
        async handle(event) {
          // The handler was found by the event's type, so it fits the event, but the compiler cannot see that.
          const handler = subscriptions[event.type] as AnyHandler<z.output<Schema>, Api> | undefined;
          await handler?.(event, api, context);
        },
        async stop() {
          apis.delete(farm);
          await parts.stop?.(api);
        },
      };
    },
  };
}

/** Every port that the plugin provides at present. */
function providedBy<Api>(
  provides: { readonly [Name in PortName]?: (api: Api) => Ports[Name] | undefined },
  api: Api,
): Partial<Ports> {
  const provided = Object.entries(provides).flatMap(([name, provide]) => {
    if (!Object.hasOwn(PORTS, name))
      throw new Error(`there is no port "${name}"; the ports are ${Object.keys(PORTS).join(', ')}`);
    const port = provide?.(api);
    return port === undefined ? [] : [[name, port] as const];
  });
  return Object.fromEntries(provided);
}

/** @throws FarmError unusable, naming the first bad key */
function parsedConfig<Schema extends z.ZodObject>(id: string, schema: Schema, settings: unknown): z.output<Schema> {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const { path, text } = complaintOf(schema, result.error, settings);
  throw configError({ file: CONFIG_FILE, key: keyName(['plugins', id, ...path]) }, text);
}
