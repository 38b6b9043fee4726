import { blender } from '#plugins/blender/plugin.ts';
import { joining } from '#plugins/joining/plugin.ts';
import { lastRendered } from '#plugins/last-rendered/plugin.ts';
import { shaman } from '#plugins/shaman/plugin.ts';
import { sleepSchedules } from '#plugins/sleep-schedules/plugin.ts';
import { ssdp } from '#plugins/ssdp/plugin.ts';
import { declareSettings } from '../config/declare-settings.ts';

/** Every bundled plugin; the only place that names them. */
export const INSTALLED_PLUGINS = [blender, joining, lastRendered, shaman, sleepSchedules, ssdp] as const;

/** Everything that can be configured here, without plugins of a studio's own. */
export const SETTINGS = declareSettings(INSTALLED_PLUGINS);

/** The ids that plugins of a studio's own cannot have. */
export const INSTALLED_IDS: readonly string[] = INSTALLED_PLUGINS.map(({ manifest }) => manifest.id);

/** The bundled plugins' tables, which are in the same migrations as the kernel's. */
export const PLUGIN_ENTITIES = INSTALLED_PLUGINS.flatMap((plugin) => plugin.entities);
