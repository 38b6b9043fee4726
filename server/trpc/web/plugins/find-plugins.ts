import { join } from 'node:path';
import { keyName } from '../../../config/declaration/tree.ts';
import { pluginListSchema } from '../../../contracts/web/plugin-rows.ts';
import { procedureFor } from '../../init.ts';
import { shownSettings } from './shown-settings.ts';

/** All plugins that this manager knows, with how they are doing and what their settings are. */
export const findPlugins = procedureFor('farm.configure')
  .output(pluginListSchema)
  .query(({ ctx }) => {
    const { config, plugins } = ctx.farm;
    const fromEnvironment = (id: string) =>
      new Set(
        config.secrets
          .filter(({ path }) => path[0] === 'plugins' && path[1] === id)
          .map(({ path }) => keyName(path.slice(2))),
      );
    return {
      folder: join(config.home, 'plugins'),
      plugins: plugins.statuses().map((status) => ({
        ...status,
        settings: shownSettings(
          plugins.settingsOf(status.id),
          config.settings.plugins[status.id] ?? {},
          fromEnvironment(status.id),
        ),
      })),
    };
  });
