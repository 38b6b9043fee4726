import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { Credentials } from './manager-connection.ts';

const fileSchema = z.object({ worker_id: z.string().min(1), worker_secret: z.string().min(1) });

/** Undefined if there is no such file or it holds no credentials; the worker then registers again. */
export async function loadCredentials(file: string): Promise<Credentials | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const content = fileSchema.safeParse(parseOrNothing(text));
  if (!content.success) return undefined;
  return { workerId: content.data.worker_id, secret: content.data.worker_secret };
}

/** Makes the file readable by this user only, and never leaves it half written. */
export async function saveCredentials(file: string, credentials: Credentials): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}~`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    // A temporary file left from before keeps its mode when it is opened.
    await handle.chmod(0o600);
    await handle.writeFile(stringify({ worker_id: credentials.workerId, worker_secret: credentials.secret }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

function parseOrNothing(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
