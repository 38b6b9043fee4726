import { createHmac, createPublicKey, sign } from 'node:crypto';
import { proveSecret } from '../access/worker-secret.ts';
import { type IdentityQuestion, identityMessage, type ManagerIdentity } from '../contracts/manager-identity.ts';
import type { Farm } from '../farm/farm.ts';
import { findCredentials } from '../persistence/repositories/worker-credentials.repository.ts';
import { managerKey } from './parts/manager-key.ts';

/**
 * Proves to whoever asks that this is the manager of this farm. The key is made when it is first asked for.
 * @param address the manager's own, at which the question arrived: somebody in between cannot pass the answer on as
 *   his own
 */
export async function proveIdentity(
  farm: Farm,
  { nonce, worker_id: workerId }: IdentityQuestion,
  address: string,
): Promise<ManagerIdentity> {
  const privateKey = await managerKey(farm);
  const message = identityMessage(nonce, address);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const signature = sign(null, Buffer.from(message), privateKey);
  const proof = { public_key: publicKey.toString('base64'), address, signature: signature.toString('base64') };
  if (workerId === undefined) return proof;
  const known = await findCredentials(farm.database.tables, workerId);
  const stranger = () =>
    createHmac('sha256', privateKey.export({ format: 'der', type: 'pkcs8' }))
      .update(workerId)
      .digest();
  return { ...proof, worker: proveSecret(known?.secretHash, message, stranger) };
}
