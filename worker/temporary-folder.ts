import { mkdtemp, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { isAlive } from './process/is-alive.ts';
import { readStartedPrograms } from './process/started-programs.ts';
import type { StraySearch } from './process/stray-search.ts';

/** The name says whose folder it is: which machine's, and, after the prefix, which process made it. */
const PREFIX = `flamenco-worker-${os.hostname().replaceAll(/[^\w.]/g, '_')}-`;

/** The next task waits for it, in milliseconds. */
const PATIENCE = 1_000;

/** Creates a folder for the temporary files of one task. The caller removes it with {@link removeTemporaryFolder}. */
export async function makeTemporaryFolder(): Promise<string> {
  return await mkdtemp(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Best effort: a file that something still holds open (Windows) must not fail a task. */
export async function removeTemporaryFolder(folder: string): Promise<void> {
  await removeFirmly(folder, { patience: PATIENCE }).catch(() => undefined);
}

/** Removes what killed workers left behind on this machine: their programs and their files. */
export async function removeLeftOvers(strays: StraySearch): Promise<void> {
  const names = await readdir(os.tmpdir()).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(PREFIX)) continue;
    const pid = /^(\d+)-/.exec(name.slice(PREFIX.length))?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = path.join(os.tmpdir(), name);
    await strays.kill(folder, await readStartedPrograms(folder));
    await removeTemporaryFolder(folder);
  }
}
