import { createHash, timingSafeEqual } from 'node:crypto';
import type { WorkerApproval } from '../contracts/worker.ts';
import { registrationSecrets } from '../config/registration-secrets.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * What stands between a worker that sent this registration secret and work; null = nothing. Several secrets count at
 * the same time, so that a new one can be handed out before the old one goes. Takes as long for a secret that is nearly
 * right as for any other.
 */
export function judgeRegistration(farm: Farm, given: string | undefined): WorkerApproval | null {
  const secrets = registrationSecrets(farm.config.settings);
  if (secrets.length === 0) return null;
  if (given === undefined || given === '') return 'no-secret';
  const digest = sha256(given);
  const matches = secrets.filter((secret) => timingSafeEqual(sha256(secret), digest));
  return matches.length > 0 ? null : 'wrong-secret';
}

/**
 * What is stored of a worker that signs on: one that waited goes to work when it brings the right secret now, or when
 * none is asked for any more; a wrong one now is told apart from none. What somebody decided stays.
 */
export function judgeAgain(
  farm: Farm,
  stored: WorkerApproval | null,
  given: string | undefined,
): WorkerApproval | null {
  if (stored === null || stored === 'rejected') return stored;
  return judgeRegistration(farm, given);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
