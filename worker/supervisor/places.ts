import path from 'node:path';

/** The log of a worker that a supervisor keeps running, and of the supervisor. */
export function logFileIn(home: string): string {
  return path.join(home, 'flamenco-worker.log');
}

/** The supervisor's own home in that of its worker; it is locked, and asked to stop, as the worker's is. */
export function supervisorHomeIn(home: string): string {
  return path.join(home, 'supervisor');
}
