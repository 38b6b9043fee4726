import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { removeFirmly, renameFirmly, type RenameOptions } from '#system/files/firmly.mjs';
import { keepPrivate } from '#system/files/keep-private.ts';
import type { StoredIdentity } from './identity/known-manager.ts';

const fileSchema = z.object({
  worker_id: z.string().min(1),
  worker_secret: z.string().min(1),
  manager_url: z.string().min(1).optional(),
  manager_key: z.string().min(1).optional(),
});

/**
 * Undefined if there is no such file or it holds no credentials; the worker then registers again. An identity that
 * could not be moved to its place is the newer one.
 */
export async function loadIdentity(file: string): Promise<StoredIdentity | undefined> {
  const waiting = await textOf(beside(file));
  // One that was cut off while it was written has no line break at its end.
  return (waiting.endsWith('\n') ? identityIn(waiting) : undefined) ?? identityIn(await textOf(file));
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
}

function identityIn(text: string): StoredIdentity | undefined {
  const content = fileSchema.safeParse(parseOrNothing(text));
  if (!content.success) return undefined;
  const { worker_id, worker_secret, manager_url, manager_key } = content.data;
  return {
    credentials: { workerId: worker_id, secret: worker_secret },
    manager: manager_url === undefined ? undefined : { url: manager_url, key: manager_key },
  };
}

/**
 * Makes the file readable by this user only, and never leaves it half written. If another program holds the file and
 * does not let go, the identity stays beside it, where {@link loadIdentity} finds it: the manager knows this worker
 * already.
 * @returns where the identity is now.
 */
export async function saveIdentity(
  file: string,
  { credentials, manager }: StoredIdentity,
  options?: RenameOptions,
): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = beside(file);
  const handle = await open(temporary, 'w', 0o600);
  try {
    // A temporary file left from before keeps its mode when it is opened.
    await handle.chmod(0o600);
    await keepPrivate(temporary, 'file');
    await handle.writeFile(
      stringify({
        worker_id: credentials.workerId,
        worker_secret: credentials.secret,
        manager_url: manager?.url,
        manager_key: manager?.key,
      }),
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
  return await renameFirmly(temporary, file, options).then(
    () => file,
    () => temporary,
  );
}

/**
 * Keeps the identity under a name of its own, too, should it be needed again.
 * @returns where; undefined if there is none.
 */
export async function copyIdentityAside(file: string): Promise<string | undefined> {
  const identity = await loadIdentity(file);
  if (identity === undefined) return undefined;
  const { dir, name, ext } = path.parse(file);
  const aside = path.join(dir, `${name}-${identity.credentials.workerId.replaceAll(/[^\w-]/g, '_')}${ext}`);
  return await saveIdentity(aside, identity);
}

/** After this, the worker has no identity. */
export async function removeIdentity(file: string): Promise<void> {
  for (const each of [file, beside(file)]) await removeFirmly(each);
}

/** Where a new identity is written, before it takes the place of the old one. */
function beside(file: string): string {
  return `${file}~`;
}

function parseOrNothing(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
