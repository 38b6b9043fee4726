import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '#server/domain/clock.ts';
import type { Logger } from '#server/plugins/define-plugin.ts';
import { renameFirmly } from '#system/files/firmly.mjs';
import { fingerprintOf, readAddOn, stampOfAddOn } from './add-on-files.ts';
import { zipAddOn } from './add-on-zip.ts';
import { PRODUCT_LINE } from './extension.ts';
import { nextVersion } from './next-version.ts';
import { loadWheels, stampOfWheels, type Wheel } from './wheels.ts';

/** The add-on as this manager serves it. */
export interface AddOnRelease {
  readonly version: string;
  readonly zip: Uint8Array;
}

interface Parts {
  /** Where the version is remembered. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly wheels?: () => Promise<readonly Wheel[]>;
  /** A text that changes when any of the files does. */
  readonly stamp?: () => Promise<string>;
}

const FILE = 'add-on-version.json';
const rememberedSchema = z.object({ version: z.string().regex(/^\d+\.\d+\.\d+$/), fingerprint: z.string() });
type Remembered = z.output<typeof rememberedSchema>;
type Made = AddOnRelease & Remembered & { readonly stamp: string };

/**
 * Finds the add-on that is on disk, with its version: the same for as long as the files are, and a greater one as soon
 * as they are not. Anybody may ask for it, so files are read and packed only when one of them was written to.
 */
export function newestAddOn({
  folder,
  clock,
  logger,
  wheels = cachedWheels,
  stamp = stampOfFiles,
}: Parts): () => Promise<AddOnRelease> {
  let made: Made | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function find(): Promise<Made> {
    // Taken first: what is written while files are read is then seen the next time.
    const current = await stamp();
    if (made?.stamp === current) return made;
    const files = await readAddOn(await wheels());
    const fingerprint = `${PRODUCT_LINE.join('.')} ${fingerprintOf(files)}`;
    if (made?.fingerprint === fingerprint) return (made = { ...made, stamp: current });
    const known = made ?? (await recall(folder));
    const isKnown = known?.fingerprint === fingerprint;
    const version = isKnown ? known.version : nextVersion(PRODUCT_LINE, clock.now(), known?.version);
    if (!isKnown) {
      await remember(folder, { version, fingerprint }).catch((error: unknown) =>
        logger.warn({ err: error, folder }, "the add-on's version could not be stored: it grows with each start"),
      );
    }
    made = { version, fingerprint, stamp: current, zip: zipAddOn(files, version) };
    return made;
  }

  // One after the other, so that two requests never give the same files two versions.
  return () => {
    const found = turn.then(find);
    turn = found.catch(() => undefined);
    return found;
  };
}

async function cachedWheels(): Promise<readonly Wheel[]> {
  return (await loadWheels()).wheels;
}

async function stampOfFiles(): Promise<string> {
  return `${await stampOfAddOn()}\n${await stampOfWheels()}`;
}

/** What was remembered; undefined if it cannot be read. The clock makes the next version greater even so. */
async function recall(folder: string): Promise<Remembered | undefined> {
  try {
    return rememberedSchema.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

async function remember(folder: string, remembered: Remembered): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, FILE);
  await writeFile(`${path}~`, JSON.stringify(remembered));
  await renameFirmly(`${path}~`, path);
}
