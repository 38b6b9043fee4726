import type { Actor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { changeJob } from './parts/change-job.ts';

/** Counts for tasks that are handed out from now on. @throws FarmError not-found */
export async function changeJobPriority(farm: Farm, by: Actor, jobId: string, priority: number): Promise<void> {
  await changeJob(farm, by, jobId, () => ({ priority }));
}
