import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { freePort } from '../farm/free-port.ts';
import type { Program } from '../farm/program.ts';
import { startManager, waitUntilReady } from '../farm/start-manager.ts';
import { PROJECT_ROOT } from '../project-root.ts';

export interface ScratchManager {
  readonly url: string;
  readonly program: Program;
}

/** Inside the project and not in a temporary folder, which may be in memory, where a flush costs nothing. */
const ROOT = join(PROJECT_ROOT, '.cache', 'bench');

/** Runs `action` with a new folder that is removed afterwards. */
export async function withScratchFolder<T>(action: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(ROOT, { recursive: true });
  const folder = await mkdtemp(join(ROOT, 'run-'));
  try {
    return await action(folder);
  } finally {
    await removeFirmly(folder);
  }
}

/** The database file of a manager whose home is `folder`. */
export function databaseIn(folder: string): string {
  return join(folder, 'flamenco-manager.sqlite');
}

/** Starts a manager in `folder` (`settings`: more keys of its configuration), runs `action` with it and stops it. */
export async function withManager<T>(
  folder: string,
  action: (manager: ScratchManager) => Promise<T>,
  settings: Record<string, unknown> = {},
): Promise<T> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startManager({ home: folder, port, name: 'bench', settings });
  try {
    await waitUntilReady(program, url);
    return await action({ url, program });
  } catch (error) {
    process.stderr.write(`${program.tail(20)}\n`);
    throw error;
  } finally {
    await program.stop();
  }
}
