import type { ManagerConfig } from '../config/load-config.ts';
import { settingsToJson } from '../config/settings-json.ts';
import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { changedNames } from './parts/event-payloads.ts';

/**
 * Reads the configuration file again, which counts at once. Refused with 'unusable' when it cannot be used: the old one
 * stays.
 */
export async function rereadConfiguration(farm: Farm): Promise<ManagerConfig> {
  return answered(farm, () => farm.configuration.reload());
}

/**
 * Replaces all settings; absent keys get their defaults and secrets that read `••••••` stay. Refused with
 * 'bad-request', naming the first bad key, before anything is written; with 'unusable' when the file cannot be read or
 * written.
 */
export async function updateConfiguration(farm: Farm, by: Actor, json: unknown): Promise<void> {
  const before = settingsToJson(farm.config.settings);
  const config = await answered(farm, () => farm.configuration.replace(json));
  const changed = changedNames(before, settingsToJson(config.settings));
  if (changed.length > 0) await tellOfSettings(farm, by, changed);
  logWarnings(farm, config);
  const keys = farm.configuration.waitingForRestart;
  if (keys.length > 0) farm.logger.warn({ keys }, 'some settings count when the manager is started again');
}

async function tellOfSettings(farm: Farm, by: Actor, keys: string[]): Promise<void> {
  await farm.database.transaction((tx) => Promise.resolve(tx.emit('settings.changed', { keys })), { by });
}

/** Runs a change of the configuration; the log tells when its file cannot be used. */
export async function answered(farm: Farm, change: () => Promise<ManagerConfig>): Promise<ManagerConfig> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof FarmError && error.code === 'unusable')
      farm.logger.error({ err: error }, 'configuration could not be used');
    throw error;
  }
}

/** Says in the log what a person should know of a configuration that was just saved. */
export function logWarnings(farm: Farm, config: ManagerConfig): void {
  farm.logger.info('configuration saved');
  for (const warning of config.warnings) farm.logger.warn({ file: 'flamenco-manager.yaml' }, warning);
}
