import type { Farm } from '../farm/farm.ts';
import type { Pace } from './allowance.ts';
import { tooMany } from './too-many.ts';

/** Registrations from one network: all machines of a large farm behind one address, at once. */
export const REGISTRATIONS: Pace = { most: 1_000, perMinute: 60 };

/** @throws FarmError too-many, when workers were registered from this network faster than a farm does it */
export function requirePace(farm: Farm, network: string): void {
  const seconds = farm.countRegistration(network);
  if (seconds > 0) throw tooMany('too many workers were registered from this address', seconds);
}
