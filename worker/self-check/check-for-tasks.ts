import { z } from 'zod';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import type { MachineCheckParts } from './check.ts';
import { checkMachine } from './check-machine.ts';
import { checkBlender, checkFfmpeg } from './check-programs.ts';
import { checkSleep } from './check-sleep.ts';
import { checkStorage } from './check-storage.ts';

/** What tasks need on this machine, according to the manager; what is missing it did not say. */
export const taskNeedsSchema = z.object({
  taskTypes: z.array(z.string()),
  blender: z.string().optional(),
  ffmpeg: z.string().optional(),
  storage: z.string().optional(),
});
export type TaskNeeds = z.infer<typeof taskNeedsSchema>;

/** Whether tasks can run here; to be asked under the account that they run under. */
export async function checkForTasks(
  needs: Omit<TaskNeeds, 'taskTypes'>,
  parts: MachineCheckParts,
): Promise<WorkerCheckItem[]> {
  const [blender, ffmpeg, place, machine, sleep] = await Promise.all([
    checkBlender(parts, needs.blender),
    checkFfmpeg(parts, needs.ffmpeg),
    checkStorage(needs.storage),
    checkMachine(parts.temporaryFolder),
    checkSleep(),
  ]);
  return [...blender, ffmpeg, place, ...machine, ...sleep];
}
