import { createHash, timingSafeEqual } from 'node:crypto';
import type { WorkerApproval } from '../contracts/worker.ts';
import { registrationSecrets } from '../config/registration-secrets.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * What keeps a worker that sent this registration secret from working; null = nothing. A farm whose people sign in lets
 * no worker in that nobody knows, even if it has no such secret; and before somebody has said who may use the farm, all
 * wait. Several secrets are valid at the
 * same time, so that a new one can be handed out before the old one is withdrawn. A nearly correct secret takes as long
 * to reject as any other.
 */
export function judgeRegistration(farm: Farm, given: string | undefined): WorkerApproval | null {
  const secrets = registrationSecrets(farm.config.settings);
  if (secrets.length === 0 && farm.config.settings.access === 'open' && !farm.setUpLink) return null;
  if (given === undefined || given === '') return 'no-secret';
  const digest = sha256(given);
  const matches = secrets.filter((secret) => timingSafeEqual(sha256(secret), digest));
  return matches.length > 0 ? null : 'wrong-secret';
}

/**
 * What keeps a worker from working after it signs on again. A worker that was waiting may work once it sends the right
 * secret, or once none is required any more; otherwise the reason is updated. A decision that somebody made stays.
 */
export function judgeAgain(
  farm: Farm,
  stored: WorkerApproval | null,
  given: string | undefined,
): WorkerApproval | null {
  if (stored === null || !isWaiting(stored)) return stored;
  return judgeRegistration(farm, given);
}

/** Whether it is nothing that somebody has decided. */
export function isWaiting(approval: WorkerApproval | null): boolean {
  return approval === 'no-secret' || approval === 'wrong-secret';
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
