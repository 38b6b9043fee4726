import { Worker } from 'node:worker_threads';

/**
 * What SQLite has to say against the structure and the foreign keys of the file; empty = fine. The check reads the
 * whole file, a second for each 200 MB, so it runs in a thread and holds up nobody.
 */
export function sqliteComplaints(file: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('sqlite-integrity-thread.ts', import.meta.url), { workerData: file });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the check of ${file} ended with exit code ${code}`)));
  });
}
