import { jobFilesUrl } from '../job-files-url.ts';

/** Where the pictures of a job can be read, from large to tiny. */
export function lastRenderedBody(jobId: string): { base: string; suffixes: string[] } {
  return {
    base: jobFilesUrl(jobId),
    suffixes: ['last-rendered.jpg', 'last-rendered-small.jpg', 'last-rendered-tiny.jpg'],
  };
}
