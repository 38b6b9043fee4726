import { changedSettings } from '../config/changed-settings.ts';
import type { ManagerConfig } from '../config/load-config.ts';
import { settingsToJson } from '../config/settings-json.ts';
import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { changedNames } from './parts/event-payloads.ts';

/**
 * Reads the configuration file again and puts it into effect at once.
 * @throws FarmError unusable (the file cannot be used; then the old configuration stays)
 */
export async function rereadConfiguration(farm: Farm): Promise<ManagerConfig> {
  return answered(farm, () => farm.configuration.reload());
}

/**
 * Replaces all settings; absent keys get their defaults, and secrets given as `••••••` stay as they are.
 * @throws FarmError bad-request (names the first bad key; nothing is written), unusable (the file cannot be read or
 * written)
 */
export async function updateConfiguration(farm: Farm, by: Actor, json: unknown): Promise<void> {
  const { config: before } = farm;
  const config = await answered(farm, () => farm.configuration.replace(json));
  await tellOfSettings(farm, by, before, config);
  logWarnings(farm, config);
  const keys = farm.configuration.waitingForRestart;
  if (keys.length > 0) farm.logger.warn({ keys }, 'some settings take effect when the manager is restarted');
}

/** Announces which settings have changed, if any have. */
export async function tellOfSettings(farm: Farm, by: Actor, before: ManagerConfig, now: ManagerConfig): Promise<void> {
  const keys = changedNames(settingsToJson(before.settings), settingsToJson(now.settings));
  if (keys.length === 0) return;
  await farm.database.transaction(
    (tx) => {
      tx.audit({
        action: 'settings.change',
        subject: { kind: 'settings', id: null, name: '' },
        did: `changed the settings: ${keys.join(', ')}`,
        ...changedSettings(before, now),
      });
      tx.emit('settings.changed', { keys });
      return Promise.resolve();
    },
    { by },
  );
}

/** Runs a change of the configuration, and logs it when the file cannot be used. */
export async function answered(farm: Farm, change: () => Promise<ManagerConfig>): Promise<ManagerConfig> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof FarmError && error.code === 'unusable')
      farm.logger.error({ err: error }, 'configuration could not be used');
    throw error;
  }
}

/** Logs what a person should know about a configuration that was just saved. */
export function logWarnings(farm: Farm, config: ManagerConfig): void {
  farm.logger.info('configuration saved');
  for (const warning of config.warnings) farm.logger.warn({ file: 'flamenco-manager.yaml' }, warning);
}
