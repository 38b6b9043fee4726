import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { group, setting } from '../config/declaration/setting.ts';
import { FarmError } from '../domain/errors.ts';
import { definePlugin, type Plugin } from './define-plugin.ts';
import { within } from './within.ts';

/**
 * What the file of a studio's own plugin is handed, since it lies outside of the manager's folder and can import
 * nothing from it.
 */
export interface Flamenco {
  /** Makes a plugin of its parts. Tables and typed procedures (`entities`, `v3`, `web`) are for built-in plugins. */
  readonly definePlugin: typeof definePlugin;
  /** For the values of settings, and for the payloads of events. */
  readonly z: typeof z;
  /** Declares a setting with its default and its description; `group` several below one key. */
  readonly setting: typeof setting;
  readonly group: typeof group;
  /** For refusals that are told to whoever asked. */
  readonly FarmError: typeof FarmError;
}

/** What `plugin.ts`, or `.mts`, `.js` or `.mjs`, exports by default. */
export type StudioPlugin = (flamenco: Flamenco) => Plugin | Promise<Plugin>;

/** One folder of the studio's plugins: either the plugin in it, or why it cannot be used. */
export interface FoundPlugin {
  /** Name of the folder. */
  readonly id: string;
  readonly plugin?: Plugin;
  readonly error?: unknown;
}

export const PLUGINS_FOLDER = 'plugins';
const FILES = ['plugin.ts', 'plugin.mts', 'plugin.js', 'plugin.mjs'];
/** A folder's name is also a key of the configuration and the beginning of paths and event types. */
const ID = /^[a-z][a-z0-9-]*$/;

/**
 * Finds the studio's own plugins, in folders of `plugins` beside the configuration, sorted by name. Never rejects: what
 * is wrong with one stands beside its id.
 */
export async function findStudioPlugins(options: {
  readonly home: string;
  /** Ids of the built-in plugins. */
  readonly taken: readonly string[];
  /** For loading one of them, in milliseconds. */
  readonly limitMs?: number;
}): Promise<FoundPlugin[]> {
  const folder = join(options.home, PLUGINS_FOLDER);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // A linked folder is one, too: studios keep their plugins in a repository elsewhere.
  const ids = entries.flatMap((entry) => (entry.isDirectory() || entry.isSymbolicLink() ? [entry.name] : []));
  const found: FoundPlugin[] = [];
  for (const id of ids.filter((name) => !name.startsWith('.')).toSorted()) {
    try {
      if (!ID.test(id)) throw new Error(`the folder's name may have small letters, digits and "-" only`);
      if (options.taken.includes(id))
        throw new Error(`there is a built-in plugin "${id}"; give the folder another name`);
      const loading = load(join(folder, id), id);
      found.push({ id, plugin: await within(options.limitMs ?? 30_000, loading, 'did not load in time') });
    } catch (error) {
      found.push({ id, error });
    }
  }
  return found;
}

async function load(folder: string, id: string): Promise<Plugin> {
  const file = await fileIn(folder);
  // Node keeps what it has imported; a manager that starts again in this process has to see what was changed meanwhile.
  const address = `${pathToFileURL(file).href}?changed=${(await stat(file)).mtimeMs}`;
  const exported = ((await import(/* @vite-ignore */ address)) as { default?: unknown }).default;
  if (typeof exported !== 'function')
    throw new Error(
      `${file} has to export a function by default: export default (flamenco) => flamenco.definePlugin({ … })`,
    );
  const plugin: unknown = await (exported as StudioPlugin)({ definePlugin, z, setting, group, FarmError });
  if (!isPlugin(plugin)) throw new Error(`the function in ${file} has to return what flamenco.definePlugin made`);
  if (plugin.manifest.id !== id)
    throw new Error(`it is called "${plugin.manifest.id}" in its manifest; that has to be the name of its folder`);
  if (plugin.entities.length + Object.keys(plugin.v3).length + Object.keys(plugin.web).length > 0)
    throw new Error('tables and procedures (entities, v3, web) are for built-in plugins');
  if (!(plugin.config instanceof z.ZodObject))
    throw new Error('its config has to be an object: flamenco.z.object({ … })');
  return { ...plugin, routes: (farm) => ownRoutes(id, plugin.routes(farm)) };
}

async function fileIn(folder: string): Promise<string> {
  const names = await readdir(folder);
  const name = FILES.find((file) => names.includes(file));
  if (name === undefined) throw new Error(`there is no ${FILES.join(', ')} in ${folder}`);
  return join(folder, name);
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && 'manifest' in value && 'start' in value && 'routes' in value;
}

/** Paths of a studio's plugin are below its own, so that they never hide one of the manager's. */
function ownRoutes<Route extends { readonly path: string }>(id: string, routes: readonly Route[]): readonly Route[] {
  const strange = routes.find(({ path }) => !path.startsWith(`/plugins/${id}/`));
  if (strange) throw new Error(`its paths begin with "/plugins/${id}/"; "${strange.path}" does not`);
  return routes;
}
