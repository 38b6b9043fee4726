/** Where the logs and pictures of a job can be read, relative to the manager; the layout is that of api.md 6. */
export function jobFilesUrl(jobId: string): string {
  return `/job-files/job-${jobId.slice(0, 4)}/${jobId}`;
}
