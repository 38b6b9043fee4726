import { ownerIfKnown } from '../home-lock.ts';
import { supervisorHomeIn } from '../supervisor/places.ts';
import { askWorker, type Asked } from './ask-worker.ts';
import type { Request } from './request-files.ts';

/**
 * Asks whoever runs in a home for something, as `askWorker` does. A supervisor is asked to stop before its worker is:
 * it would start it again, at once or when the pause after a failure is over.
 *
 * @param milliseconds how long to wait for both together.
 * @throws ConfigError if nobody can tell whether a worker is running.
 */
export async function askHome(home: string, request: Request, milliseconds: number): Promise<Asked> {
  const supervised = supervisorHomeIn(home);
  if (request !== 'stop' || ownerIfKnown(supervised) === undefined) return await askWorker(home, request, milliseconds);
  const deadline = performance.now() + milliseconds;
  const supervisor = await askWorker(supervised, request, milliseconds, 'supervisor of the worker');
  if (!supervisor.done) return supervisor;
  // One that was killed leaves its worker behind.
  const worker = await askWorker(home, request, Math.max(0, deadline - performance.now()));
  return worker.done ? { done: true, text: `the worker in ${home} and its supervisor have ended` } : worker;
}
