import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { askManager } from './ask-manager.ts';
import type { CheckParts } from './check.ts';
import { checkMachine } from './check-machine.ts';
import { checkBlender, checkFfmpeg } from './check-programs.ts';
import { checkStorage } from './check-storage.ts';

/**
 * Finds out whether this machine can do what the farm will ask of it. Its time is limited, and it rejects only because
 * of a mistake in its own code.
 */
export async function selfCheck(parts: CheckParts): Promise<WorkerCheckItem[]> {
  const { items, variables, storage } = await askManager(parts);
  const [blender, ffmpeg, place, machine] = await Promise.all([
    checkBlender(parts, variables.get('blender')),
    checkFfmpeg(parts, variables.get('ffmpeg')),
    checkStorage(storage),
    checkMachine(parts.temporaryFolder),
  ]);
  return [...items, ...blender, ffmpeg, place, ...machine];
}
