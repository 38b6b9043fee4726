import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { group, setting } from '../config/declaration/setting.ts';
import { FarmError } from '../domain/errors.ts';
import { definePlugin, type Plugin } from './define-plugin.ts';
import { within } from './within.ts';

/**
 * What a studio's own plugin is given, since its file lies outside the manager's folder and cannot import anything from
 * it.
 */
export interface Flamenco {
  /** Makes a plugin from its parts. Tables and typed procedures (`entities`, `v3`, `web`) are for built-in plugins. */
  readonly definePlugin: typeof definePlugin;
  /** For schemas of settings and of event payloads. */
  readonly z: typeof z;
  /** Declares a setting with its default and description; `group` declares several below one key. */
  readonly setting: typeof setting;
  readonly group: typeof group;
  /** For refusals whose message the caller gets to see. */
  readonly FarmError: typeof FarmError;
}

/** The default export of `plugin.ts` (or `.mts`, `.js`, `.mjs`). */
export type StudioPlugin = (flamenco: Flamenco) => Plugin | Promise<Plugin>;

/** One of the studio's plugin folders: either the plugin in it, or the reason why it cannot be used. */
export interface FoundPlugin {
  /** The folder's name. */
  readonly id: string;
  readonly plugin?: Plugin;
  readonly error?: unknown;
}

export const PLUGINS_FOLDER = 'plugins';
const FILES = ['plugin.ts', 'plugin.mts', 'plugin.js', 'plugin.mjs'];
/** A folder's name is also a configuration key, and paths and event types begin with it. */
const ID = /^[a-z][a-z0-9-]*$/;

/**
 * Finds the studio's own plugins, in the subfolders of `plugins` next to the configuration, sorted by name. Never
 * rejects: if something is wrong with a plugin, its entry has the error.
 */
export async function findStudioPlugins(options: {
  readonly home: string;
  /** Ids of the built-in plugins. */
  readonly taken: readonly string[];
  /** How long one plugin may take to load, in milliseconds. */
  readonly limitMs?: number;
}): Promise<FoundPlugin[]> {
  const folder = join(options.home, PLUGINS_FOLDER);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // Linked folders count too: studios keep their plugins in a repository elsewhere.
  const ids = entries.flatMap((entry) => (entry.isDirectory() || entry.isSymbolicLink() ? [entry.name] : []));
  const found: FoundPlugin[] = [];
  for (const id of ids.filter((name) => !name.startsWith('.')).toSorted()) {
    try {
      if (!ID.test(id))
        throw new Error(
          `the folder's name must consist of lower-case letters, digits and "-", and begin with a letter`,
        );
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
  // Node caches what it has imported, but a manager that restarts in this process has to see changes made meanwhile.
  const address = `${pathToFileURL(file).href}?changed=${(await stat(file)).mtimeMs}`;
  const exported = ((await import(/* @vite-ignore */ address)) as { default?: unknown }).default;
  if (typeof exported !== 'function')
    throw new Error(
      `${file} must have a function as its default export: export default (flamenco) => flamenco.definePlugin({ … })`,
    );
  const plugin: unknown = await (exported as StudioPlugin)({ definePlugin, z, setting, group, FarmError });
  if (!isPlugin(plugin)) throw new Error(`the function in ${file} must return what flamenco.definePlugin made`);
  if (plugin.manifest.id !== id)
    throw new Error(`its manifest has the id "${plugin.manifest.id}"; the id must be the name of its folder`);
  if (plugin.entities.length + Object.keys(plugin.v3).length + Object.keys(plugin.web).length > 0)
    throw new Error('tables and procedures (entities, v3, web) are for built-in plugins');
  if (!(plugin.config instanceof z.ZodObject))
    throw new Error('its config must be an object: flamenco.z.object({ … })');
  return { ...plugin, routes: (farm) => ownRoutes(id, plugin.routes(farm)) };
}

async function fileIn(folder: string): Promise<string> {
  const names = await readdir(folder);
  const name = FILES.find((file) => names.includes(file));
  if (name === undefined) throw new Error(`the folder ${folder} has none of these files: ${FILES.join(', ')}`);
  return join(folder, name);
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && 'manifest' in value && 'start' in value && 'routes' in value;
}

/** All paths of a studio's plugin must be below its own prefix, so that they never hide a path of the manager. */
function ownRoutes<Route extends { readonly path: string }>(id: string, routes: readonly Route[]): readonly Route[] {
  const strange = routes.find(({ path }) => !path.startsWith(`/plugins/${id}/`));
  if (strange) throw new Error(`its paths must begin with "/plugins/${id}/"; "${strange.path}" does not`);
  return routes;
}
