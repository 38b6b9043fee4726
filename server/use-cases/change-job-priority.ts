import type { Actor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { changeJob } from './parts/change-job.ts';

/** Sets the priority, 0 to 100, that the job's tasks are handed out by from now on. @throws FarmError not-found */
export async function changeJobPriority(farm: Farm, by: Actor, jobId: string, priority: number): Promise<void> {
  await changeJob(farm, by, jobId, () => ({ priority }));
}
