import type { Firmness } from '../../system/files/firmly.d.mts';

export interface LockParts extends Firmness {
  readonly write?: (file: string, text: string, options: { flag: 'wx' }) => Promise<void>;
}

/**
 * Runs the work while no other process does work under the same lock file. A lock whose owner has died is taken over.
 */
export function oneAtATime<T>(lock: string, work: () => Promise<T>, parts?: LockParts): Promise<T>;
