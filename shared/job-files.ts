/**
 * The folder with a job's task logs and pictures, relative to the local storage, with forward slashes. `jobId` must be
 * a UUID.
 */
export function jobFolder(jobId: string): string {
  return `job-${jobId.slice(0, 4)}/${jobId}`;
}

/** Where the files in that folder are served, relative to the manager's address. */
export function jobFilesUrl(jobId: string): string {
  return `/job-files/${jobFolder(jobId)}`;
}
