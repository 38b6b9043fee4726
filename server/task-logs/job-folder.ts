import { join } from 'node:path';
import { uuidSchema } from '../contracts/ids.ts';
import { FarmError } from '../domain/errors.ts';

/** The URL below which `job-files.ts` serves the local storage. */
const JOB_FILES_URL = '/job-files';

/** The folder of a job below the local storage, with slashes; throws when the id is none. */
export function jobFolder(jobId: string): string {
  return `job-${checkedId(jobId).slice(0, 4)}/${jobId}`;
}

/** The absolute folder of a job's task logs and last-rendered images in the local storage `root`. */
export function jobFolderIn(root: string, jobId: string): string {
  return join(root, jobFolder(jobId));
}

/** Where the files of that folder can be read, relative to the manager. */
export function jobFolderUrl(jobId: string): string {
  return `${JOB_FILES_URL}/${jobFolder(jobId)}`;
}

/** The file name of a task's log. */
export function taskLogName(taskId: string): string {
  return `task-${checkedId(taskId)}.txt`;
}

/** Ids become parts of paths, so nothing but a UUID may get through. */
function checkedId(id: string): string {
  if (!uuidSchema.safeParse(id).success) throw new FarmError('bad-request', { message: `${JSON.stringify(id)} is not a UUID` });
  return id;
}
