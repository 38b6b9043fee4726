import { join } from 'node:path';
import { uuidSchema } from '../contracts/ids.ts';
import { jobFolder } from '#shared/job-files.ts';
import { FarmError } from '../domain/errors.ts';

/**
 * The folder of a job's task logs and last-rendered images in the local storage `root`.
 * @throws FarmError bad-request (the id is not a UUID)
 */
export function jobFolderIn(root: string, jobId: string): string {
  return join(root, jobFolder(checkedId(jobId)));
}

/** The file name of a task's log. @throws FarmError bad-request (the id is not a UUID) */
export function taskLogName(taskId: string): string {
  return `task-${checkedId(taskId)}.txt`;
}

/** Ids become parts of paths, so only UUIDs may get through. @throws FarmError bad-request */
function checkedId(id: string): string {
  if (!uuidSchema.safeParse(id).success)
    throw new FarmError('bad-request', { message: `${JSON.stringify(id)} is not a UUID` });
  return id;
}
