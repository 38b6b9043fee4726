import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlenderPathCheckResult, BlenderPathSource } from '../contracts/path-check.ts';
import { FarmError } from '../domain/errors.ts';
import { EXECUTABLE, fileAssociation, isFile, onSearchPath, systemLocation } from './blender-places.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { runBriefly } from './run-briefly.ts';

const VERSION_LIMIT_MS = 10_000;

/** Everybody who may configure the farm can have one tried out, so there is never more than one. */
const runOne = oneAtATime(runBriefly);

interface Candidate {
  /** What a person would type to get it. */
  readonly input: string;
  readonly path: string;
  readonly source: BlenderPathSource;
}

/**
 * The working Blenders on the manager's computer: the one that opens `.blend` files (Windows), the one in the
 * platform's usual place (macOS), then the one on the search path. `limitMs` limits each try, in milliseconds.
 * @throws FarmError unusable when the first one exists but does not work
 */
export async function findBlender(limitMs = VERSION_LIMIT_MS): Promise<BlenderPathCheckResult[]> {
  const [first, second] = await candidates();
  if (!first) return [];
  const checked = await check(first, limitMs);
  if (!checked.is_usable) throw new FarmError('unusable', { message: checked.cause });
  const other = second === undefined || second.path === first.path ? undefined : await check(second, limitMs);
  return other?.is_usable === true ? [checked, other] : [checked];
}

/**
 * Whether this is a working Blender. A name without a folder is looked up on the search path, a folder gets the
 * executable's name appended, and an empty text means: find one.
 */
export async function checkBlender(input: string, limitMs = VERSION_LIMIT_MS): Promise<BlenderPathCheckResult> {
  const wanted = input.trim();
  if (wanted === '') {
    const [first] = await candidates();
    return first ? check(first, limitMs) : unusable(input, 'default', 'No Blender was found on this computer.');
  }
  if (!/[/\\]/.test(wanted)) {
    const path = await onSearchPath(wanted);
    if (path !== undefined) return check({ input, path, source: 'path_envvar' }, limitMs);
    return unusable(input, 'path_envvar', `There is no "${wanted}" on the search path.`);
  }
  const isFolder = await stat(wanted).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  const path = isFolder ? join(wanted, EXECUTABLE) : wanted;
  if (await isFile(path)) return check({ input, path, source: 'input_path' }, limitMs);
  return unusable(input, 'input_path', `There is no file ${path}.`);
}

/**
 * At most two. There is a second one only if the first is the file association, which may belong to another version.
 */
async function candidates(): Promise<Candidate[]> {
  const onPath = await onSearchPath('blender');
  const ofPath = onPath === undefined ? [] : [{ input: 'blender', path: onPath, source: 'path_envvar' } as const];
  const associated = await fileAssociation();
  if (associated !== undefined) return [{ input: associated, path: associated, source: 'file_association' }, ...ofPath];
  const usual = await systemLocation();
  return usual === undefined ? ofPath : [{ input: usual, path: usual, source: 'system_location' }];
}

async function check({ input, path, source }: Candidate, limitMs: number): Promise<BlenderPathCheckResult> {
  const run = await runOne(path, ['--version'], limitMs);
  if (run.kind === 'too-slow')
    return unusable(input, source, `${path} did not answer within ${limitMs / 1000} seconds.`);
  if (run.kind === 'failed') return unusable(input, source, `${path} could not be run: ${run.reason}.`);
  const version = run.stdout.split(/\r?\n/).find((line) => line.startsWith('Blender '));
  if (version !== undefined) return { input, path, source, is_usable: true, cause: version.trim() };
  return unusable(input, source, `${path} runs, but does not say that it is Blender.`);
}

function unusable(input: string, source: BlenderPathSource, cause: string): BlenderPathCheckResult {
  return { input, path: '', source, is_usable: false, cause };
}
