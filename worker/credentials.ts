import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { StoredIdentity } from './identity/known-manager.ts';

const fileSchema = z.object({
  worker_id: z.string().min(1),
  worker_secret: z.string().min(1),
  manager_url: z.string().min(1).optional(),
  manager_key: z.string().min(1).optional(),
});

/** Undefined if there is no such file or it holds no credentials; the worker then registers again. */
export async function loadIdentity(file: string): Promise<StoredIdentity | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const content = fileSchema.safeParse(parseOrNothing(text));
  if (!content.success) return undefined;
  const { worker_id, worker_secret, manager_url, manager_key } = content.data;
  return {
    credentials: { workerId: worker_id, secret: worker_secret },
    manager: manager_url === undefined ? undefined : { url: manager_url, key: manager_key },
  };
}

/** Makes the file readable by this user only, and never leaves it half written. */
export async function saveIdentity(file: string, { credentials, manager }: StoredIdentity): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}~`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    // A temporary file left from before keeps its mode when it is opened.
    await handle.chmod(0o600);
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
  await rename(temporary, file);
}

/**
 * Takes the identity out of use and keeps it under a name of its own, should it be needed again.
 * @returns where it is now; undefined if there was none.
 */
export async function setIdentityAside(file: string): Promise<string | undefined> {
  const identity = await loadIdentity(file);
  if (identity === undefined) return undefined;
  const { dir, name, ext } = path.parse(file);
  const aside = path.join(dir, `${name}-${identity.credentials.workerId.replaceAll(/[^\w-]/g, '_')}${ext}`);
  await rename(file, aside);
  return aside;
}

function parseOrNothing(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
