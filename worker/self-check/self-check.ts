import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { checkAs } from '../other-account/check-as.ts';
import { askManager } from './ask-manager.ts';
import type { CheckParts } from './check.ts';
import { checkForTasks } from './check-for-tasks.ts';

/**
 * Finds out whether this machine can do what the farm will ask of it, under the account that tasks run under. Its time
 * is limited, and it rejects only because of a mistake in its own code, or with the reason of the signal.
 */
export async function selfCheck(parts: CheckParts): Promise<WorkerCheckItem[]> {
  const { items, variables, storage } = await askManager(parts);
  const { startAs, taskTypes, environment, signal } = parts;
  const [blender, ffmpeg] = [variables.get('blender'), variables.get('ffmpeg')];
  const needs = { taskTypes: [...taskTypes], blender, ffmpeg, storage };
  const found =
    startAs === undefined ? await checkForTasks(needs, parts) : await checkAs(startAs, needs, environment, signal);
  return [...items, ...found];
}
