import type { Logger } from 'pino';
import type { WorkerSignedOn, WorkerSignOn, WorkerStatus } from '#server/contracts/worker.ts';
import { ConfigError } from './config-error.ts';
import { copyIdentityAside, loadIdentity, saveIdentity } from './credentials.ts';
import { askerOf, judgeManager } from './identity/known-manager.ts';
import type { SeenManager, StoredIdentity } from './identity/known-manager.ts';
import { lookAtManager } from './identity/look-at-manager.ts';
import { newWorkerSecret } from './identity/secret-change.ts';
import { fingerprint, whyNotTrusted } from './identity/why-not-trusted.ts';
import type { Answer, ManagerClient, Refused } from './manager-client.ts';
import type { Credentials, ManagerConnection, Unreachable } from './manager-connection.ts';
import { platformName } from '#shared/platform-name.ts';
import { WAITS } from './registration-secret.ts';
import type { Timing } from './timing.ts';
import type { UpdateSender } from './update-sender.ts';
import { wait } from './wait.ts';

export interface SignOnParts {
  readonly client: ManagerClient;
  readonly connection: ManagerConnection;
  /** Where `client` and `connection` lead to, and whether somebody has named that address. */
  readonly address: { readonly url: string; readonly isNamed: boolean };
  readonly sender: Pick<UpdateSender, 'deliverAll'>;
  readonly credentialsFile: string;
  readonly signOn: WorkerSignOn;
  readonly timing: Pick<Timing, 'signOnRetry' | 'errorLongest'>;
  readonly logger: Logger;
}

/** The manager refuses us permanently; the message says why. */
export class SignOnRefused extends ConfigError {
  override readonly name = 'SignOnRefused';
}

/**
 * Makes this worker known to the manager: signs on with the stored identity, or registers a new one if there is none or
 * the manager does not know it (401, 403, 404). While the manager cannot be reached or has problems of its own (5xx),
 * it keeps trying: such problems are no reason to throw an identity away. Neither is a refusal by something before it,
 * nor that somebody has revoked this worker: it waits until it is approved again.
 * Before it says who it is, it lets the manager prove that it is the one that this worker is registered with.
 *
 * @returns the status to change to; undefined if `stop` aborted first.
 * @throws SignOnRefused if it is another manager, or if registration, or signing on with the new identity, is refused.
 */
export async function signOn(parts: SignOnParts, stop: AbortSignal): Promise<WorkerStatus | undefined> {
  const stored = await loadIdentity(parts.credentialsFile);
  const manager = await untilSeen(parts, stop, askerOf(stored, parts.address.isNamed));
  if (manager === undefined) return undefined;
  if (stored !== undefined || manager.isFalse) {
    const judgement = judgeManager(manager, stored?.manager, parts.address.isNamed);
    const mistrust = whyNotTrusted(judgement, manager, stored?.manager);
    if (mistrust !== undefined) throw new SignOnRefused(mistrust);
  }
  if (stored !== undefined) {
    parts.connection.identify(stored.credentials);
    const answer = await untilAnswered(parts, stop, () => deliverAndSignOn(parts, stop));
    if (answer?.kind !== 'refused') {
      if (answer !== undefined) await remember(parts, stored, manager);
      return signedOn(parts, answer?.body);
    }
    if (answer.isForeign === true || ![401, 403, 404].includes(answer.status))
      throw new SignOnRefused(refusal('sign-on', answer));
    parts.logger.warn(
      { status: answer.status, reason: answer.message },
      'manager does not know this worker: registering again',
    );
  }

  if (!(await register(parts, manager, stop))) return undefined;
  const answer = await untilAnswered(parts, stop, () => deliverAndSignOn(parts, stop));
  if (answer?.kind === 'refused') throw new SignOnRefused(refusal('sign-on', answer));
  return signedOn(parts, answer?.body);
}

/** What the manager shows of itself; undefined if `stop` aborted first. */
async function untilSeen(
  parts: SignOnParts,
  stop: AbortSignal,
  asker: Credentials | undefined,
): Promise<SeenManager | undefined> {
  while (!stop.aborted) {
    const seen = await lookAtManager(parts.client, parts.address.url, stop, asker);
    if ('url' in seen) return seen;
    if (seen.kind === 'refused') throw new SignOnRefused(refusal('sign-on', seen));
    if (stop.aborted) return undefined;
    await waitForManager(parts, seen, stop);
  }
  return undefined;
}

/** Keeps the manager beside the worker's credentials: where it is now, and the key that it has. */
async function remember(parts: SignOnParts, stored: StoredIdentity, { url, key }: SeenManager): Promise<void> {
  const { manager, credentials } = stored;
  if (manager?.url === url && manager.key === key) return;
  await save(parts, { credentials, manager: { url, key } });
  parts.logger.info(
    { managerUrl: url, managerKey: key === undefined ? undefined : fingerprint(key) },
    'worker will give its identity to this manager only',
  );
}

/**
 * A sign-on tells the manager that this worker is starting over, so the manager gives its tasks to others. Anything
 * finished earlier, perhaps by a run that was killed, has to be delivered first, or it would be refused.
 */
async function deliverAndSignOn(parts: SignOnParts, stop: AbortSignal): Promise<Answer<WorkerSignedOn>> {
  const isAllDelivered = await parts.sender.deliverAll();
  if (!isAllDelivered) return { kind: 'unreachable', reason: 'reports of finished tasks could not be delivered' };
  return await parts.client.signOn(parts.signOn, stop);
}

function signedOn({ signOn: { tags }, logger }: SignOnParts, answer: WorkerSignedOn | undefined) {
  if (answer !== undefined && tags !== undefined) {
    if (answer.unknown_tags === undefined) {
      logger.warn({ tags }, 'manager does not accept tags from workers: set them on the page of this worker there');
    } else if (answer.unknown_tags.length > 0) {
      logger.warn(
        { tags: answer.unknown_tags },
        'manager has no such worker tags: create them there, or correct "tags"',
      );
    }
  }
  if (answer?.refused_wishes !== undefined)
    logger.warn(
      { refused: answer.refused_wishes },
      'manager did not give this worker the name or the tags that it asked for: its page there says which it has',
    );
  if (answer?.approval !== undefined) logger.warn({ approval: answer.approval }, WAITS[answer.approval]);
  return answer?.status_requested;
}

async function save({ credentialsFile, logger }: SignOnParts, identity: StoredIdentity): Promise<void> {
  const file = await saveIdentity(credentialsFile, identity);
  if (file !== credentialsFile)
    logger.warn(
      { file, credentialsFile },
      'identity could not be moved to its place, but the next start finds it where it is',
    );
}

/**
 * Returns false if `stop` aborted first. The stored identity is set aside only after the manager has accepted the new
 * one.
 */
async function register(parts: SignOnParts, { url, key }: SeenManager, stop: AbortSignal): Promise<boolean> {
  const { name, supported_task_types } = parts.signOn;
  const secret = newWorkerSecret();
  const registration = { name, supported_task_types, platform: platformName(), secret };
  const answer = await untilAnswered(parts, stop, () => parts.client.register(registration, stop));
  if (answer === undefined) return false;
  if (answer.kind === 'refused') throw new SignOnRefused(refusal('registration', answer));
  const credentials = { workerId: answer.body.uuid, secret };
  const aside = await copyIdentityAside(parts.credentialsFile);
  if (aside !== undefined) parts.logger.warn({ file: aside }, 'the old identity was kept');
  await save(parts, { credentials, manager: { url, key } });
  parts.connection.identify(credentials);
  parts.logger.info({ workerId: credentials.workerId, name }, 'worker was registered');
  return true;
}

type Settled<T> = Exclude<Answer<T>, { kind: 'unreachable' }>;

async function untilAnswered<T>(
  parts: SignOnParts,
  stop: AbortSignal,
  ask: () => Promise<Answer<T>>,
): Promise<Settled<T> | undefined> {
  while (!stop.aborted) {
    const answer = await ask();
    const isRevoked = answer.kind === 'refused' && answer.isRevoked === true;
    if (answer.kind === 'ok' || (answer.kind === 'refused' && isFinal(answer.status) && !isRevoked)) return answer;
    if (stop.aborted) return undefined;
    if (isRevoked) {
      parts.logger.warn({ approval: 'revoked' }, WAITS.revoked);
      await wait(parts.timing.errorLongest, stop);
      continue;
    }
    await waitForManager(
      parts,
      answer.kind === 'refused' ? { reason: `${answer.status}: ${answer.message}` } : answer,
      stop,
    );
  }
  return undefined;
}

async function waitForManager(
  { logger, timing }: SignOnParts,
  { reason, hint }: Omit<Unreachable, 'kind'>,
  stop: AbortSignal,
): Promise<void> {
  logger.warn({ reason, hint, retryMilliseconds: timing.signOnRetry }, 'manager could not be reached, trying again');
  await wait(timing.signOnRetry, stop);
}

/**
 * Whether trying again soon would not help. A 200 that does not fit the contract comes from a proxy or a login portal,
 * so that is not final.
 */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function refusal(what: string, answer: Refused): string {
  if (answer.isForeign === true) {
    return `the ${what} of this worker was answered with HTTP ${answer.status}: ${answer.message}. Check the address of the manager and, if it is behind a gateway, "headers" in flamenco-worker.yaml`;
  }
  return `the manager refused the ${what} of this worker (HTTP ${answer.status}): ${answer.message}. Check the address of the manager and its log`;
}
