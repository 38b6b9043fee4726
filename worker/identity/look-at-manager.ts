import {
  createHmac,
  createPublicKey,
  randomBytes,
  scrypt,
  type ScryptOptions,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';
import { identityMessage, type ManagerIdentity } from '#server/contracts/manager-identity.ts';
import type { ManagerClient, Refused } from '../manager-client.ts';
import type { Credentials, Unreachable } from '../manager-connection.ts';
import type { SeenManager } from './known-manager.ts';

/** Of what a stranger says, so much is shown. */
const MOST_SAID = 500;
/** What managers keep of a secret: scrypt with one of these costs, of this length. */
const COSTS = [4096];
const HASH_BYTES = 32;

/**
 * Lets a manager prove which one it is, without telling it any secret.
 * @param url where `client` sends its requests
 * @param asker a worker that does not know its manager, which is to prove that it knows the worker
 */
export async function lookAtManager(
  client: Pick<ManagerClient, 'proveIdentity'>,
  url: string,
  signal: AbortSignal,
  asker?: Credentials,
): Promise<SeenManager | Refused | Unreachable> {
  const nonce = randomBytes(32).toString('base64url');
  const question = { nonce, ...(asker && { worker_id: asker.workerId }) };
  const answer = await client.proveIdentity(question, signal);
  if (answer.kind === 'unreachable') return answer;
  if (answer.kind === 'refused') {
    const isForNow = answer.status >= 500 || answer.status === 408 || answer.status === 429;
    if (isForNow) return { kind: 'unreachable', reason: `${answer.status}: ${answer.message}` };
    // A gateway in front of the manager, or a manager that does not know the question.
    if (answer.isForeign === true) return answer;
    const said = `${answer.status}: ${answer.message.slice(0, MOST_SAID)}`;
    return { url, isBound: false, knowsWorker: false, isFalse: false, said };
  }
  const { public_key: key, address } = answer.body;
  const knowsWorker = asker !== undefined && (await knowsSecret(answer.body, nonce, asker));
  return { url, key, isBound: address === hostOf(url), knowsWorker, isFalse: !isProof(answer.body, nonce) };
}

function isProof({ public_key, address, signature }: ManagerIdentity, nonce: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(public_key, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(identityMessage(nonce, address)), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

async function knowsSecret({ worker, address }: ManagerIdentity, nonce: string, asker: Credentials): Promise<boolean> {
  if (worker === undefined || !COSTS.includes(worker.cost)) return false;
  const key = await promisify<string, string, number, ScryptOptions, Buffer>(scrypt)(
    asker.secret,
    worker.salt,
    HASH_BYTES,
    { N: worker.cost, r: 8, p: 1 },
  );
  const expected = createHmac('sha256', key).update(identityMessage(nonce, address)).digest();
  const proof = Buffer.from(worker.proof, 'base64');
  return proof.length === expected.length && timingSafeEqual(proof, expected);
}

function hostOf(url: string): string {
  return new URL(url).hostname.replaceAll(/^\[|\]$/g, '');
}
