import { Configuration } from '#server/config/configuration.ts';
import { CONFIG_FILE } from '#server/config/read-settings.ts';
import { loadConfig } from '#server/config/load-config.ts';
import { createFarm } from '#server/create-farm.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { Farm } from '#server/farm/farm.ts';
import { createLogger } from '#server/logging/logger.ts';
import { openNamedDatabase } from '#server/persistence/open-sound-database.ts';
import { SETTINGS } from '#server/plugins/installed.ts';

/**
 * Opens the farm of a manager's home without starting anything, on the same database as the manager, which may be
 * running. `close` resolves when everything is stored.
 * @throws FarmError with a message of one line
 */
export async function openHome(home: string): Promise<{ readonly farm: Farm; close(): Promise<void> }> {
  const loaded = await loadConfig({ home, declaration: SETTINGS, environment: process.env });
  if (!loaded.hasFile) {
    const message = `there is no ${CONFIG_FILE} in ${loaded.home}; name the home folder of the manager with --home`;
    throw new FarmError('unusable', { message });
  }
  const configuration = new Configuration(loaded);
  const logger = createLogger({
    level: 'warn',
    terminal: true,
    secrets: () => configuration.secrets,
    write: (line) => void process.stderr.write(line),
  });
  return createFarm({ configuration, logger, openDatabase: (how) => openNamedDatabase(loaded.database, how) });
}
