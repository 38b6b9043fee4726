import type { Credentials } from '../manager-connection.ts';

/** The manager that a worker is registered with, kept beside its credentials. */
export interface KnownManager {
  /** As made by `normaliseManagerUrl`. */
  readonly url: string;
  /** The public key that it proved to have; undefined for one that has none, such as a Flamenco 3 manager. */
  readonly key?: string | undefined;
}

/** Who this worker is, and for whom. */
export interface StoredIdentity {
  readonly credentials: Credentials;
  /** Undefined if the file was written before workers knew their managers. */
  readonly manager: KnownManager | undefined;
}

/** What a manager showed of itself. */
export interface SeenManager extends KnownManager {
  /** Whether the proof names the address that was asked, so that nobody in between can have passed it on. */
  readonly isBound: boolean;
  /** Whether it proved that it knows this worker, which was asked only if the worker does not know its manager. */
  readonly knowsWorker: boolean;
  /** Whether it showed a key without being able to prove that it has it. */
  readonly isFalse: boolean;
  /** What it answered instead of showing a key: it may be ours below the wrong path, and know what is wrong. */
  readonly said?: string;
}

/** The worker to be recognised by a manager that was found, if that is all that the worker has to go by. */
export function askerOf(stored: StoredIdentity | undefined, isNamed: boolean): Credentials | undefined {
  return stored?.manager === undefined && !isNamed ? stored?.credentials : undefined;
}

/**
 * `same`: it is the one that this worker is registered with. `first`: the worker does not know its manager, and
 * somebody has named this one. `merely-found`: the same, but nobody has. `other`: it is another one.
 */
export type Judgement = 'same' | 'first' | 'merely-found' | 'other';

/**
 * Whether a manager may get what only the worker's own manager may know.
 * @param isNamed whether somebody has named this address, on the command line or in the worker's file; otherwise it is
 *   where something on the network has answered
 */
export function judgeManager(seen: SeenManager, known: KnownManager | undefined, isNamed: boolean): Judgement {
  if (seen.isFalse) return 'other';
  if (known === undefined) {
    if (isNamed) return 'first';
    return seen.isBound && seen.knowsWorker ? 'same' : 'merely-found';
  }
  const isThere = seen.url === known.url;
  if (known.key === undefined) return isThere ? 'same' : 'other';
  return seen.key === known.key && (isNamed || isThere || seen.isBound) ? 'same' : 'other';
}
