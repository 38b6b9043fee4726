import { randomBytes } from 'node:crypto';
import { readdir, readFile, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { messageOf } from '#shared/message-of.ts';
import { storageHint } from '#shared/storage-hint.ts';
import { isRootThere } from '#system/files/is-root-there.ts';
import { removeFirmly } from '#system/files/firmly.mjs';
import { ok, problem, sizeText, warning } from './check.ts';

const NAME = 'Shared storage';
/** Network storage that has gone away does not answer at all. */
const STORAGE_MILLISECONDS = 15_000;

/**
 * Whether the folder with the files of jobs can be read and written here.
 * @param location its path according to the manager, for this platform
 */
export async function checkStorage(location: string | undefined): Promise<WorkerCheckItem> {
  if (location === undefined)
    return warning(NAME, 'unknown, since the manager did not say where it is', 'See the line about the manager.');
  if (location === '')
    return problem(NAME, 'not set up', 'Set the shared storage path in the configuration of the manager.');
  const late = new AbortController();
  const timeout = delay(STORAGE_MILLISECONDS, undefined, { signal: late.signal, ref: false }).then(
    () =>
      problem(
        NAME,
        `${location} does not answer within ${STORAGE_MILLISECONDS / 1000} s`,
        'Check whether it is mounted.',
      ),
    () => new Promise<never>(() => undefined),
  );
  return Promise.race([useStorage(location), timeout]).finally(() => late.abort());
}

async function useStorage(location: string): Promise<WorkerCheckItem> {
  try {
    await readdir(location);
  } catch (error) {
    const hint =
      codeOf(error) === 'ENOENT'
        ? 'Mount the storage there, or give this platform its own path with a two-way variable on the manager.'
        : 'Give the account under which tasks run permission to read it.';
    return problem(NAME, `${location} cannot be read: ${reason(error)}`, withStorageHint(hint, error, location));
  }
  const file = path.join(location, `.flamenco-check-${randomBytes(6).toString('hex')}`);
  const text = new Date().toISOString();
  try {
    await writeFile(file, text, { flag: 'wx' });
    if ((await readFile(file, 'utf8')) !== text) {
      return problem(NAME, `${location} returns bytes other than those that were written`, 'Check the storage itself.');
    }
  } catch (error) {
    const hint =
      codeOf(error) === 'ENOSPC'
        ? 'Free some space on it.'
        : 'Give the account under which tasks run permission to write there; that is where frames go.';
    return problem(NAME, `${location} cannot be written to: ${reason(error)}`, withStorageHint(hint, error, location));
  } finally {
    await removeFirmly(file).catch(() => undefined);
  }
  const room = await statfs(location).catch(() => undefined);
  const free = room ? `, ${sizeText(room.bavail * room.bsize)} free` : '';
  return ok(NAME, `${location}, readable and writable${free}`);
}

function withStorageHint(hint: string, error: unknown, location: string): string {
  const more = storageHint({
    platform: process.platform,
    code: codeOf(error),
    path: location,
    isRootThere: isRootThere(location),
  });
  return more === undefined ? hint : `${hint} ${more}`;
}

function reason(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'there is no such folder';
    case 'ENOTDIR':
      return 'it is not a folder';
    case 'EACCES':
    case 'EPERM':
      return 'this account does not have permission';
    case 'EROFS':
      return 'it is mounted read-only';
    case 'ENOSPC':
      return 'it is full';
    default:
      return messageOf(error);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
