import type { PluginRoute } from '#server/plugins/define-plugin.ts';
import { EXTENSION } from './extension.ts';
import type { AddOnRelease } from './newest-add-on.ts';
import { repositoryIndex } from './repository-index.ts';

/** Blender finds what is beside the list by this name of the list only. */
const INDEX = 'index.json';
const ARCHIVE = 'flamenco-ng-addon.zip';
const FOLDER = '/addon/';
/** Where people and scripts know it: at the root, and where Flamenco 3 has its add-on. */
const KNOWN_PATHS = [`/${ARCHIVE}`, '/flamenco-addon.zip', '/flamenco3-addon.zip'];

/**
 * The link of the add-on: a download for browsers. Dropped into Blender 4.2 or later, it is an extension, and the
 * offer to add the repository that it is from.
 */
export const ADD_ON_LINK = `${FOLDER}${ARCHIVE}?${String(
  new URLSearchParams({ repository: `./${INDEX}`, blender_version_min: EXTENSION.blender_version_min }),
)}`;

/** The add-on as a download, and a repository of extensions with it. Both are always those of the files on disk. */
export function addOnRoutes(api: () => { newest(): Promise<AddOnRelease> }): readonly PluginRoute[] {
  const downloads = [`${FOLDER}${ARCHIVE}`, ...KNOWN_PATHS].map((path): PluginRoute => ({
    path,
    action: 'add-on.download',
    answer: async () => ({ type: 'application/zip', body: (await api().newest()).zip, saveAs: ARCHIVE }),
  }));
  const index: PluginRoute = {
    path: `${FOLDER}${INDEX}`,
    action: 'add-on.download',
    answer: async () => ({
      type: 'application/json; charset=utf-8',
      body: repositoryIndex(await api().newest(), ARCHIVE),
    }),
  };
  return [...downloads, index];
}
