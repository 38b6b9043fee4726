import { createHash } from 'node:crypto';
import { glob, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { blenderPythons } from '../system/blender-pythons.ts';
import { pythonsOnPath } from '../system/find-python.ts';
import { pipOf } from '../system/pip-of.ts';
import { lastLines, runQuietly } from '../system/run-quietly.ts';

const REQUIREMENTS = join(PROJECT_ROOT, 'plugins', 'blender', 'requirements.txt');
/** Where the plugin looks for them. */
const CACHE = join(PROJECT_ROOT, '.cache', 'add-on-wheels');
const WITHOUT = 'The Blender add-on is served without it and then submits in place only.';

/**
 * Has pip fetch the wheels that the Blender add-on includes, unless they are in the cache. The manager runs without
 * them, too, so a failure is returned, not thrown.
 * @param tell gets a line before anything slow is done
 * @returns what went wrong, in words for people, or undefined
 */
export async function fetchWheels(tell: (line: string) => void, signal?: AbortSignal): Promise<string | undefined> {
  if (await isComplete()) return undefined;
  const pip = pipOf([...pythonsOnPath(), ...blenderPythons(process)]);
  if (!pip) return `The packing library (BAT) is fetched with pip, once. ${whatToInstall(process.platform)} ${WITHOUT}`;
  tell('fetching the packing library of the Blender add-on');
  await mkdir(CACHE, { recursive: true });
  // The Python that fetches them is not necessarily the version that Blender has.
  const any = ['--no-deps', '--only-binary=:all:', '--python-version=3.11', '--require-hashes'];
  const patience = ['--quiet', '--retries=1', '--timeout=30', '--no-input', '--disable-pip-version-check'];
  const [python, ...before] = pip;
  const args = [...before, 'download', ...any, ...patience, '-r', REQUIREMENTS, '-d', CACHE];
  const { code, said } = await runQuietly(python, args, { signal });
  if (code === 0) return undefined;
  return `pip could not fetch the packing library (BAT): ${lastLines(said, 3)}\n${WITHOUT}`;
}

/** What a person does on a machine that has no Python that could run pip. */
export function whatToInstall(platform: string): string {
  if (platform === 'win32' || platform === 'darwin')
    return 'Install Blender where its installer puts it (its Python will do), or Python 3 from python.org, and start the manager again.';
  return 'Install Python 3 with pip (python3-pip), and start the manager again.';
}

/** Whether there is a file for every pinned checksum. */
async function isComplete(): Promise<boolean> {
  const found = new Set<string>();
  for await (const name of glob('*.whl', { cwd: CACHE })) {
    found.add(
      createHash('sha256')
        .update(await readFile(join(CACHE, name)))
        .digest('hex'),
    );
  }
  const pinned = (await readFile(REQUIREMENTS, 'utf8')).matchAll(/sha256:([0-9a-f]{64})/g);
  return [...pinned].every(([, sum]) => found.has(sum ?? ''));
}
