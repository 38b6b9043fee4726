import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { configError } from '#server/config/config-error.ts';
import { listenKind } from '#server/config/address-kinds.ts';
import { setting } from '#server/config/declaration/setting.ts';
import { readSettingsFile } from '#server/config/read-settings-file.ts';
import { pathKind } from '#server/config/path-kinds.ts';
import { hostNameKind } from '#server/config/host-names.ts';
import { managerSettings } from '#server/config/settings.ts';
import { decodeText } from '#shared/decode-text.ts';
import { CHECKOUTS_DESCRIPTION, checkoutModeSchema } from '../config.ts';
import type { ShamanFolders } from '../shaman.ts';

const FILE = 'flamenco-shaman.yaml';
const LEAST_TOKEN_LENGTH = 16;

/** All keys of `flamenco-shaman.yaml`; those that mean the same as in `flamenco-manager.yaml` have the same names. */
export const aloneSettings = z.object({
  listen: setting(listenKind, {
    default: ':8083',
    description:
      'Where the store listens for HTTP: `:8083` for every address of the machine, `192.168.1.5:8083` for one.',
  }),
  shared_storage_path: setting(pathKind, {
    default: '',
    description: 'The folder that the workers can reach; `file-store` and `jobs` are made in it. It has to be set.',
  }),
  token: setting(
    z
      .string()
      .refine((text) => /^[\w.~+/-]*=*$/.test(text), 'may only contain letters, digits and the signs - . _ ~ + /')
      .refine(
        (text) => text === '' || text.length >= LEAST_TOKEN_LENGTH,
        `is shorter than ${LEAST_TOKEN_LENGTH} characters`,
      ),
    {
      default: '',
      description: `What clients send as \`Authorization: Bearer …\`, of at least ${LEAST_TOKEN_LENGTH} characters.`,
      secret: true,
    },
  ),
  host_names: setting(z.array(hostNameKind), {
    default: [],
    description:
      'The names by which browsers may reach the store, besides its addresses, `localhost` and the name of its machine. Programs such as the add-on may use any name.',
  }),
  checkouts: setting(checkoutModeSchema, { default: 'auto', description: CHECKOUTS_DESCRIPTION }),
  garbageCollect: managerSettings.shaman.unwrap().shape.garbageCollect,
});

export interface AloneConfig extends z.output<typeof aloneSettings> {
  readonly folders: ShamanFolders;
}

/** Reads `flamenco-shaman.yaml` in the home folder. @throws FarmError with a one-line message */
export async function loadAloneConfig(home: string): Promise<AloneConfig> {
  const parts = { file: FILE, schema: aloneSettings };
  const { settings, unknown, yaml, placeOf } = readSettingsFile(await textOf(home), parts);
  // Nothing here is a text with control characters: a path would lose a part of its name.
  const [lost] = yaml.warnings;
  if (lost) throw configError({ file: FILE, line: lost.line }, lost.text);
  if (unknown[0]) throw configError(placeOf(unknown[0]), 'is not a known key; check its spelling');
  const place = placeOf(['shared_storage_path']);
  const configured = settings.shared_storage_path.trim();
  if (configured === '') throw configError(place, 'is missing or empty; it has to say where the files are kept');
  const storage = resolve(home, configured);
  const found = await stat(storage).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw configError(place, `${storage} is not a folder; create it, or mount the storage there`);
  return { ...settings, folders: { store: join(storage, 'file-store'), checkouts: join(storage, 'jobs') } };
}

async function textOf(home: string): Promise<string> {
  try {
    return decodeText(await readFile(join(home, FILE))).text;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw configError({ file: join(home, FILE) }, `cannot be read: ${message}`, cause);
    throw configError(
      {},
      `there is no ${FILE} in ${home}; write one with "shared_storage_path:" and "token:" (--help shows how)`,
      cause,
    );
  }
}
