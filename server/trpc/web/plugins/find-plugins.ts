import { join } from 'node:path';
import { pluginListSchema } from '../../../contracts/web/plugin-rows.ts';
import { procedureFor } from '../../init.ts';
import { shownSettings } from './shown-settings.ts';

/** All plugins that this manager knows, with how they are doing and what their settings are. */
export const findPlugins = procedureFor('farm.configure')
  .output(pluginListSchema)
  .query(({ ctx }) => {
    const { config, plugins } = ctx.farm;
    return {
      folder: join(config.home, 'plugins'),
      plugins: plugins.statuses().map((status) => ({
        ...status,
        settings: shownSettings(plugins.settingsOf(status.id), config.settings.plugins[status.id] ?? {}),
      })),
    };
  });
