import { blender } from '#plugins/blender/plugin.ts';
import { joining } from '#plugins/joining/plugin.ts';
import { lastRendered } from '#plugins/last-rendered/plugin.ts';
import { shaman } from '#plugins/shaman/plugin.ts';
import { sleepSchedules } from '#plugins/sleep-schedules/plugin.ts';
import { ssdp } from '#plugins/ssdp/plugin.ts';
import { declareSettings } from '../config/declare-settings.ts';

/**
 * Every bundled plugin. Nothing else on the server imports them; what they add to the pages is listed in
 * `app/_plugins/installed.ts`.
 */
export const INSTALLED_PLUGINS = [blender, joining, lastRendered, shaman, sleepSchedules, ssdp] as const;

/** Every setting of this manager and its bundled plugins; a studio's own plugins are not included. */
export const SETTINGS = declareSettings(INSTALLED_PLUGINS);

/** The ids that a studio's own plugins cannot have. */
export const INSTALLED_IDS: readonly string[] = INSTALLED_PLUGINS.map(({ manifest }) => manifest.id);

/** The bundled plugins' tables, which the kernel's migrations create too. */
export const PLUGIN_ENTITIES = INSTALLED_PLUGINS.flatMap((plugin) => plugin.entities);
