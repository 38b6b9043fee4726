import type { Logger } from 'pino';
import type { ManagerClient } from '../manager-client.ts';
import type { CheckParts } from './check.ts';
import { selfCheck } from './self-check.ts';

export interface SendCheckParts extends CheckParts {
  readonly client: Pick<ManagerClient, 'sendCheck'>;
  readonly logger: Logger;
}

/** Checks this machine and tells the manager. Nothing waits for this or depends on it: failures are only logged. */
export async function sendCheck(parts: SendCheckParts): Promise<void> {
  const { client, logger, signal } = parts;
  try {
    const checks = await selfCheck(parts);
    if (signal.aborted) return;
    for (const { name, level, text, hint } of checks) {
      if (level === 'ok') logger.info({ check: name }, text);
      else logger.warn({ check: name, result: level, hint }, text);
    }
    const answer = await client.sendCheck({ checks }, signal);
    // A Flamenco 3 manager does not know this operation.
    if (answer.kind !== 'ok') logger.debug({ answer }, 'manager did not accept the self-check');
  } catch (error) {
    if (!signal.aborted) logger.warn({ err: error }, 'self-check failed');
  }
}
