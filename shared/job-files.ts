/** The folder of a job's task logs and pictures below the local storage, with slashes. `jobId` must be a UUID. */
export function jobFolder(jobId: string): string {
  return `job-${jobId.slice(0, 4)}/${jobId}`;
}

/** Where the files of that folder can be read, relative to the manager. */
export function jobFilesUrl(jobId: string): string {
  return `/job-files/${jobFolder(jobId)}`;
}
