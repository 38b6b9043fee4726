import type { Logger } from 'pino';
import { ConfigError } from '../config-error.ts';
import { copyIdentityAside, loadIdentity, removeIdentity, saveIdentity } from '../credentials.ts';
import type { StoredIdentity } from './known-manager.ts';

/** What somebody asks for on the command line. */
export interface IdentityOptions {
  /** Become a new worker. */
  readonly registerAnew: boolean;
  /** Take the named manager for the one that this worker is registered with. */
  readonly trustManager: boolean;
}

/**
 * Does what was asked for with the stored identity.
 *
 * @returns the identity that the worker has from now on; undefined if it has to register.
 * @throws ConfigError if the manager to trust is not named.
 */
export async function doAsAsked(
  { registerAnew, trustManager }: IdentityOptions,
  { credentialsFile, managerUrl }: { readonly credentialsFile: string; readonly managerUrl: string | undefined },
  logger: Logger,
): Promise<StoredIdentity | undefined> {
  if (registerAnew) {
    const aside = await copyIdentityAside(credentialsFile);
    await removeIdentity(credentialsFile);
    if (aside !== undefined) logger.info({ file: aside }, 'the old identity was kept');
    return undefined;
  }
  const stored = await loadIdentity(credentialsFile);
  if (!trustManager || stored === undefined) return stored;
  if (managerUrl === undefined)
    throw new ConfigError('--trust-manager needs the address of the manager: --manager http://HOST:8080/');
  const trusting = { ...stored, manager: undefined };
  await saveIdentity(credentialsFile, trusting);
  return trusting;
}
