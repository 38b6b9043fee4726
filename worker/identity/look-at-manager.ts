import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { identityMessage, type ManagerIdentity } from '#server/contracts/manager-identity.ts';
import type { ManagerClient, Refused } from '../manager-client.ts';
import type { Unreachable } from '../manager-connection.ts';
import type { SeenManager } from './known-manager.ts';

/** Lets a manager prove which one it is, without telling it who asks. @param url where `client` sends its requests */
export async function lookAtManager(
  client: Pick<ManagerClient, 'proveIdentity'>,
  url: string,
  signal: AbortSignal,
): Promise<SeenManager | Refused | Unreachable> {
  const nonce = randomBytes(32).toString('base64url');
  const answer = await client.proveIdentity(nonce, signal);
  if (answer.kind === 'unreachable') return answer;
  if (answer.kind === 'refused') {
    const isForNow = answer.status >= 500 || answer.status === 408 || answer.status === 429;
    if (isForNow) return { kind: 'unreachable', reason: `${answer.status}: ${answer.message}` };
    // A gateway in front of the manager, or a manager that does not know the question.
    return answer.isForeign === true ? answer : { url, isBound: false, isFalse: false };
  }
  const { public_key: key, address } = answer.body;
  return { url, key, isBound: address === hostOf(url), isFalse: !isProof(answer.body, nonce) };
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

function hostOf(url: string): string {
  return new URL(url).hostname.replaceAll(/^\[|\]$/g, '');
}
