import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { configError } from '#server/config/config-error.ts';
import { durationValue, listenValue, textValue } from '#server/config/config-values.ts';
import { complaintOf } from '#server/config/parse-settings.ts';
import { readYaml } from '#server/config/read-yaml.ts';
import { checkoutModeSchema } from '../config.ts';
import type { ShamanFolders } from '../shaman.ts';

const FILE = 'flamenco-shaman.yaml';
const LEAST_TOKEN_LENGTH = 16;

/** All keys of `flamenco-shaman.yaml`, named as in `flamenco-manager.yaml` where they mean the same. */
const schema = z.strictObject({
  listen: listenValue.default(':8083'),
  shared_storage_path: textValue.refine((text) => text.trim() !== '', 'is empty; it says where the files are kept'),
  token: textValue
    .refine((text) => /^[\w.~+/-]+=*$/.test(text), 'may have letters, digits and the signs - . _ ~ + / only')
    .refine((text) => text.length >= LEAST_TOKEN_LENGTH, `is shorter than ${LEAST_TOKEN_LENGTH} characters`)
    .optional(),
  checkouts: checkoutModeSchema.default('auto'),
  garbageCollect: z
    .strictObject({
      period: durationValue.default(24 * 3_600_000),
      maxAge: durationValue.default(744 * 3_600_000),
    })
    .prefault({}),
});

export interface AloneConfig extends z.output<typeof schema> {
  readonly folders: ShamanFolders;
}

/** Reads `flamenco-shaman.yaml` in the home folder. @throws FarmError of one line */
export async function loadAloneConfig(home: string): Promise<AloneConfig> {
  const yaml = readYaml(await textOf(home), FILE);
  const parsed = schema.safeParse(yaml.texts ?? {});
  if (!parsed.success) {
    const { path, text } = complaintOf(parsed.error);
    const [issue] = parsed.error.issues;
    // Never shows the token.
    const told = path[0] === 'token' && issue?.code !== 'custom' ? 'is not a text' : text;
    const key = path.length === 0 ? {} : { key: z.core.toDotPath(path) };
    throw configError({ file: FILE, line: yaml.lineOf(path), ...key }, told);
  }
  const storage = resolve(home, parsed.data.shared_storage_path.trim());
  const found = await stat(storage).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw configError(
      { file: FILE, key: 'shared_storage_path' },
      `${storage} is no folder; make it, or mount the storage there`,
    );
  return { ...parsed.data, folders: { store: join(storage, 'file-store'), checkouts: join(storage, 'jobs') } };
}

async function textOf(home: string): Promise<string> {
  try {
    return await readFile(join(home, FILE), 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw configError({ file: join(home, FILE) }, `cannot be read: ${message}`, cause);
    throw configError(
      {},
      `there is no ${FILE} in ${home}; write one with "shared_storage_path:" and "token:", --help shows how`,
      cause,
    );
  }
}
