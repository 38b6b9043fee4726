import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { MANAGER } from '../../contracts/actor.ts';
import type { Farm } from '../../farm/farm.ts';
import { findManagerKey, keepManagerKey } from '../../persistence/repositories/manager-key.repository.ts';

/** The private key of the farm's manager (Ed25519). It is made when it is first asked for, and stays. */
export async function managerKey(farm: Farm): Promise<KeyObject> {
  const known = await findManagerKey(farm.database.tables);
  if (known !== undefined) return keyOf(known);
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return keyOf(await farm.database.transaction((tx) => keepManagerKey(tx, made), { by: MANAGER }));
}

function keyOf(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
}
