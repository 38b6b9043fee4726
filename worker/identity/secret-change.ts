import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { loadIdentity, saveIdentity } from '../credentials.ts';
import type { ManagerClient } from '../manager-client.ts';
import type { ManagerConnection } from '../manager-connection.ts';
import type { Timing } from '../timing.ts';

interface SecretChangeParts {
  readonly client: Pick<ManagerClient, 'takeSecret' | 'confirmSecret'>;
  readonly connection: Pick<ManagerConnection, 'identify' | 'othersAreAnswered'>;
  readonly credentialsFile: string;
  readonly timing: Pick<Timing, 'errorLongest'>;
  readonly logger: Logger;
}

/** A secret as workers make them up. */
export function newWorkerSecret(): string {
  return randomBytes(32).toString('hex');
}

/**
 * Gives this worker another secret while it works. The manager takes the old one and the new one until the worker says
 * that it has kept the new one and uses nothing else: whatever goes wrong in between, one that is good is in its file.
 */
export class SecretChange {
  readonly #parts: SecretChangeParts;
  #isUnderWay = false;
  #notBefore = -Infinity;

  constructor(parts: SecretChangeParts) {
    this.#parts = parts;
  }

  /** The manager wants the change; it says so with every answer, until it is done. Failures are only logged. */
  begin(stop: AbortSignal): void {
    if (this.#isUnderWay || performance.now() < this.#notBefore) return;
    this.#isUnderWay = true;
    this.#change(stop)
      .catch((error: unknown) => this.#parts.logger.warn({ err: error }, 'new secret could not be kept'))
      .finally(() => {
        this.#isUnderWay = false;
        this.#notBefore = performance.now() + this.#parts.timing.errorLongest;
      });
  }

  async #change(stop: AbortSignal): Promise<void> {
    const { client, connection, credentialsFile, logger } = this.#parts;
    const stored = await loadIdentity(credentialsFile);
    if (stored === undefined) return;
    const credentials = { ...stored.credentials, secret: newWorkerSecret() };
    const taken = await client.takeSecret(credentials.secret, stop);
    if (taken.kind !== 'ok')
      return logger.warn({ answer: taken }, 'manager did not take the new secret of this worker');
    await saveIdentity(credentialsFile, { ...stored, credentials });
    connection.identify(credentials);
    await connection.othersAreAnswered();
    const confirmed = await client.confirmSecret(stop);
    if (confirmed.kind === 'ok') logger.info('worker has a new secret');
    else logger.warn({ answer: confirmed }, 'manager did not confirm the new secret of this worker; both are good');
  }
}
