import { hideSecrets } from '../config/secrets.ts';
import { settingsToJson } from '../config/settings-json.ts';
import type { Farm } from '../farm/farm.ts';

/** All settings that are in effect, under their names in the file, with secrets hidden. */
export function shownConfiguration(farm: Farm): Record<string, unknown> {
  const { declaration, settings } = farm.config;
  return hideSecrets(declaration.tree, settingsToJson(settings)) as Record<string, unknown>;
}
