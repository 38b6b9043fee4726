import { type Caller, openCaller } from '#server/access/caller.ts';
import type { Actor, WorkerActor } from '#server/contracts/actor.ts';
import type { DatabaseOptions } from '#server/persistence/database.ts';

/** Somebody on a network where nobody has to sign in. */
export const SOMEBODY: Actor = { kind: 'open', address: '127.0.0.1' };

/** The same, as a request's caller. */
export const ANYBODY: Caller = openCaller('127.0.0.1');

/** A worker that has presented its credentials. */
export function asWorker(id: string): WorkerActor {
  return { kind: 'worker', id, name: `worker ${id}` };
}

/** Opens a database whose events nobody receives. */
export const NO_DELIVERY: DatabaseOptions = { deliver: () => undefined, clock: Date };
