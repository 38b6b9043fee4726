import { settingsToJson } from '../config/settings-json.ts';
import { hideAllSecrets } from '../config/with-secrets.ts';
import type { Farm } from '../farm/farm.ts';

/** All settings that are in effect, under their names in the file, with secrets hidden. */
export function shownConfiguration(farm: Farm): Record<string, unknown> {
  const { declaration, secrets, settings } = farm.config;
  return hideAllSecrets(declaration, settingsToJson(settings), secrets) as Record<string, unknown>;
}
