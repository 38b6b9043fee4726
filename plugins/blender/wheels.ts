import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { glob } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stampOfFile } from './file-stamp.ts';

/** A Python package as one file. */
export interface Wheel {
  /** Name of the file, `blender_asset_tracer-1.23-py3-none-any.whl`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const REQUIREMENTS = new URL('requirements.txt', import.meta.url);
/** Where `scripts/add-on/fetch-wheels.ts` puts them. */
const CACHE = fileURLToPath(new URL('../../.cache/add-on-wheels', import.meta.url));
const PINNED = /^(?<name>[\w-]+)==(?<version>\S+) --hash=sha256:(?<sha256>[0-9a-f]{64})$/gm;

/** The wheels that `requirements.txt` names, and the names of those that are not in the cache as they were pinned. */
export async function loadWheels(cache = CACHE): Promise<{ wheels: Wheel[]; missing: string[] }> {
  const files = await wheelFiles(cache);
  const wheels: Wheel[] = [];
  const missing: string[] = [];
  for (const { groups = {} } of (await readFile(REQUIREMENTS, 'utf8')).matchAll(PINNED)) {
    const found = files.find((wheel) => sha256(wheel.bytes) === groups['sha256']);
    if (found) wheels.push(found);
    else missing.push(`${groups['name']} ${groups['version']}`);
  }
  return { wheels, missing };
}

/** The same for as long as nobody writes to the list or to a wheel. Reads none of them. */
export async function stampOfWheels(cache = CACHE): Promise<string> {
  const stamps = [await stampOfFile(fileURLToPath(REQUIREMENTS))];
  for await (const path of glob('*.whl', { cwd: cache })) stamps.push(await stampOfFile(join(cache, path)));
  return stamps.toSorted().join('\n');
}

async function wheelFiles(cache: string): Promise<Wheel[]> {
  const files: Wheel[] = [];
  for await (const path of glob('*.whl', { cwd: cache })) {
    files.push({ name: basename(path), bytes: await readFile(join(cache, path)) });
  }
  return files;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
