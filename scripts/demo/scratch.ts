import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { PROJECT_ROOT } from '../project-root.ts';

/** The folders of one run of the demo. */
export type Scratch = { home: string; worker: string; scene: string; frames: string };

/** Creates a new folder for this run and removes those of earlier runs, unless their farm is still running. */
export async function makeScratch(now: Date, root = join(PROJECT_ROOT, '.cache', 'demo')): Promise<Scratch> {
  await mkdir(root, { recursive: true });
  for (const name of await readdir(root)) {
    if (!(await isInUse(join(root, name)))) await removeFirmly(join(root, name));
  }
  const home = join(root, `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}-${process.pid}`);
  const scratch = {
    home,
    worker: join(home, 'worker'),
    scene: join(home, 'beads.blend'),
    frames: join(home, 'frames'),
  };
  await mkdir(scratch.frames, { recursive: true });
  await writeFile(join(home, OWNER), String(process.pid));
  return scratch;
}

const OWNER = 'owner.pid';

async function isInUse(home: string): Promise<boolean> {
  const owner = Number(await readFile(join(home, OWNER), 'utf8').catch(() => ''));
  if (!owner) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch {
    return false;
  }
}
