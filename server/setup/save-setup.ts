import type { BlenderPathCheckResult } from '../contracts/path-check.ts';
import type { SetupAssistantConfig } from '../contracts/setup.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { answered, logWarnings } from '../use-cases/update-configuration.ts';

const PLATFORMS = ['linux', 'windows', 'darwin'] as const;
/** A name that workers find by themselves. */
const ANY_BLENDER = 'blender';

/**
 * Stores what the setup assistant found out: the shared storage, and Blender with its usual arguments. All other
 * settings stay. The manager then restarts in this process.
 * @throws FarmError bad-request when something is missing
 */
export async function saveSetup(farm: Farm, setup: SetupAssistantConfig): Promise<void> {
  const storage = setup.storageLocation.trim();
  if (storage === '') throw missing('storageLocation', 'is empty; name the folder that manager and workers share');
  const blender = blenderValue(setup.blenderExecutable);
  const values = PLATFORMS.map((platform) => ({ platform, value: blender }));
  const config = await answered(farm, () =>
    farm.configuration.change([
      { path: ['shared_storage_path'], value: storage },
      { path: ['variables', 'blender'], value: { values } },
      { path: ['variables', 'blenderArgs'], value: { values: [{ platform: 'all', value: '-b -y' }] } },
    ]),
  );
  logWarnings(farm, config);
  farm.restart();
}

/**
 * The program that workers should run. The path is stored as it is: Flamenco 3 puts quotes around paths with certain
 * characters, which its workers then take as part of the name.
 */
function blenderValue({ source, path, input, is_usable: isUsable }: BlenderPathCheckResult): string {
  if (!isUsable) throw missing('blenderExecutable.is_usable', 'is false; choose a Blender that works');
  if (source === 'default') return ANY_BLENDER;
  if (path === '') throw missing('blenderExecutable.path', `is empty, which source ${source} does not allow`);
  if (source === 'file_association') return ANY_BLENDER;
  if (input === '') throw missing('blenderExecutable.input', `is empty, which source ${source} does not allow`);
  return source === 'path_envvar' ? input : path;
}

function missing(field: string, complaint: string): FarmError {
  return new FarmError('bad-request', { message: `${field}: ${complaint}` });
}
