import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '#shared/message-of.ts';
import { removeFirmly } from '#system/files/firmly.mjs';
import { ConfigError } from '../config-error.ts';

/** What somebody at this machine may ask of the worker that runs in a home. */
export const REQUESTS = ['stop', 'sleep', 'wake'] as const;
export type Request = (typeof REQUESTS)[number];

/**
 * A request is an empty file in the worker's home, and its name says everything: so whoever may write there may ask,
 * nothing has to be parsed, and it is taken by whoever removes it. Signals do not exist on Windows, and a pipe or
 * socket would have to be protected on each platform in its own way.
 */
export function requestFile(home: string, request: Request): string {
  return path.join(home, `flamenco-worker-asked-to-${request}`);
}

/**
 * Leaves a request in a home. The latest one counts: a wake-up takes back a sleep that was not taken yet.
 *
 * @throws ConfigError if that is not allowed there.
 */
export async function leaveRequest(home: string, request: Request): Promise<void> {
  const opposite = { stop: undefined, sleep: 'wake', wake: 'sleep' } as const;
  const other = opposite[request];
  try {
    if (other !== undefined) await removeFirmly(requestFile(home, other));
    await writeFile(requestFile(home, request), '');
  } catch (error) {
    throw new ConfigError(`the worker in ${home} cannot be asked to ${request}: ${messageOf(error)}`, error);
  }
}

/** Takes a request out of a home. False if there is none, or if it cannot be removed, perhaps only for now. */
export async function takeRequest(home: string, request: Request): Promise<boolean> {
  return await removeFirmly(requestFile(home, request), { mustExist: true, patience: 0 }).then(
    () => true,
    () => false,
  );
}
