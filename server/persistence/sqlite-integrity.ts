import { Worker } from 'node:worker_threads';
import type { CheckExtent } from './sqlite-complaints.ts';

/**
 * What SQLite finds wrong with the structure and the foreign keys of the file; empty = nothing. The check reads the
 * whole file at about 200 MB a second, so it runs in a thread and does not hold up anything else.
 */
export function sqliteComplaints(file: string, extent: CheckExtent): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('sqlite-integrity-thread.ts', import.meta.url), {
      workerData: { file, extent },
    });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the check of ${file} ended with exit code ${code}`)));
  });
}
