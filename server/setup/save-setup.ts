import { platformName } from '#shared/platform-name.ts';
import { ANY_BLENDER } from '../config/variable-settings.ts';
import type { ConfigChange } from '../config/write-config.ts';
import type { Actor } from '../contracts/actor.ts';
import type { BlenderPathCheckResult } from '../contracts/path-check.ts';
import type { SetupAssistantConfig } from '../contracts/setup.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { answered, logWarnings, tellOfSettings } from '../use-cases/update-configuration.ts';

/**
 * Stores what the setup assistant found out: the shared storage, and Blender with its usual arguments. The Blender is
 * the manager's, so workers on other platforms get the default one. All other settings stay. The manager then restarts
 * in this process.
 * @param platform the manager's, in the words of the configuration
 * @throws FarmError bad-request when something is missing
 */
export async function saveSetup(
  farm: Farm,
  by: Actor,
  setup: SetupAssistantConfig,
  platform = platformName(),
): Promise<void> {
  const changes = setupChanges(setup, platform);
  const { config: before } = farm;
  const config = await answered(farm, () => farm.configuration.change(changes));
  await tellOfSettings(farm, by, before, config);
  logWarnings(farm, config);
  farm.restart();
}

/** What is to be written for the shared storage and Blender. @throws FarmError bad-request when something is missing */
export function setupChanges(setup: SetupAssistantConfig, platform = platformName()): ConfigChange[] {
  const storage = setup.storageLocation.trim();
  if (storage === '') throw missing('storageLocation', 'is empty; name the folder that manager and workers share');
  const blender = blenderValue(setup.blenderExecutable);
  const chosen = { ...ANY_BLENDER, ...(blender !== undefined && { [platform]: blender }) };
  const values = Object.entries(chosen).map(([each, value]) => ({ platform: each, value }));
  return [
    { path: ['shared_storage_path'], value: storage },
    { path: ['variables', 'blender'], value: { values } },
    { path: ['variables', 'blenderArgs'], value: { values: [{ platform: 'all', value: '-b -y' }] } },
  ];
}

/**
 * The program that workers like the manager should run; undefined if that is any that they find. The path is stored as
 * it is: Flamenco 3 puts quotes around paths with certain characters, which its workers then take as part of the name.
 */
function blenderValue({ source, path, input, is_usable: isUsable }: BlenderPathCheckResult): string | undefined {
  if (!isUsable) throw missing('blenderExecutable.is_usable', 'is false; choose a Blender that works');
  if (source === 'default') return undefined;
  if (path === '') throw missing('blenderExecutable.path', `is empty, which source ${source} does not allow`);
  if (source === 'file_association') return undefined;
  if (input === '') throw missing('blenderExecutable.input', `is empty, which source ${source} does not allow`);
  return source === 'path_envvar' ? input : path;
}

function missing(field: string, complaint: string): FarmError {
  return new FarmError('bad-request', { message: `${field}: ${complaint}` });
}
