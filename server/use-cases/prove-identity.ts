import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { MANAGER } from '../contracts/actor.ts';
import { identityMessage, type ManagerIdentity } from '../contracts/manager-identity.ts';
import type { Farm } from '../farm/farm.ts';
import { findManagerKey, keepManagerKey } from '../persistence/repositories/manager-key.repository.ts';

/**
 * Proves to whoever asks that this is the manager of this farm. The key is made when it is first asked for.
 * @param address the manager's own, at which the question arrived: somebody in between cannot pass the answer on as
 *   his own
 */
export async function proveIdentity(farm: Farm, nonce: string, address: string): Promise<ManagerIdentity> {
  const privateKey = await managerKey(farm);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const signature = sign(null, Buffer.from(identityMessage(nonce, address)), privateKey);
  return { public_key: publicKey.toString('base64'), address, signature: signature.toString('base64') };
}

async function managerKey(farm: Farm): Promise<KeyObject> {
  const known = await findManagerKey(farm.database.tables);
  if (known !== undefined) return keyOf(known);
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return keyOf(await farm.database.transaction((tx) => keepManagerKey(tx, made), { by: MANAGER }));
}

function keyOf(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
}
