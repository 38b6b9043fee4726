import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlenderPathCheckResult, BlenderPathSource } from '../contracts/path-check.ts';
import { FarmError } from '../domain/errors.ts';
import { EXECUTABLE, fileAssociation, isFile, onSearchPath, systemLocation } from './blender-places.ts';
import { runBriefly } from './run-briefly.ts';

const VERSION_LIMIT_MS = 10_000;

interface Candidate {
  /** What a person would have typed to get it. */
  readonly input: string;
  readonly path: string;
  readonly source: BlenderPathSource;
}

/**
 * The Blenders on the manager's computer that work: what `.blend` files are opened with (Windows), the platform's usual
 * place (macOS), then the search path. Refused with 'unusable' when the first one is there and does not work.
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
 * Whether this is a Blender that works. A name without folder is looked up on the search path, a folder gets the name
 * of the executable, nothing at all means: find one.
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

/** At most two; the second one only beside a file association, which may be that of another version. */
async function candidates(): Promise<Candidate[]> {
  const onPath = await onSearchPath('blender');
  const ofPath = onPath === undefined ? [] : [{ input: 'blender', path: onPath, source: 'path_envvar' } as const];
  const associated = await fileAssociation();
  if (associated !== undefined) return [{ input: associated, path: associated, source: 'file_association' }, ...ofPath];
  const usual = await systemLocation();
  return usual === undefined ? ofPath : [{ input: usual, path: usual, source: 'system_location' }];
}

async function check({ input, path, source }: Candidate, limitMs: number): Promise<BlenderPathCheckResult> {
  const run = await runBriefly(path, ['--version'], limitMs);
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
