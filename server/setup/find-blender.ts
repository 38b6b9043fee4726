import { stat } from 'node:fs/promises';
import type { FoundBy } from '#system/programs/candidate.ts';
import { findAll, findProgram, type FoundProgram, unquoted } from '#system/programs/find-program.ts';
import { type Machine, pathsOf } from '#system/programs/machine.ts';
import { runBriefly } from '#system/programs/run-briefly.ts';
import { thisMachine } from '#system/programs/this-machine.ts';
import type { BlenderPathCheckResult, BlenderPathSource } from '../contracts/path-check.ts';
import { FarmError } from '../domain/errors.ts';
import { oneAtATime } from './one-at-a-time.ts';

const VERSION_LIMIT_MS = 10_000;
/** How many are shown. */
const MOST_FOUND = 2;
/** What programs need to run at all; the manager's own environment may hold secrets. */
const ENVIRONMENT =
  /^(PATH|PATHEXT|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|XDG_.*|SYSTEMROOT|WINDIR|COMSPEC|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES.*)$/i;
const SOURCES: Readonly<Record<FoundBy, BlenderPathSource>> = {
  path: 'input_path',
  'search-path': 'path_envvar',
  'file-association': 'file_association',
  'usual-place': 'system_location',
};

/** Everybody who may configure the farm can have one tried out, so there is never more than one. */
const runOne = oneAtATime(runBriefly);

interface Candidate {
  /** What a person would type to get it. */
  readonly input: string;
  readonly path: string;
  readonly source: BlenderPathSource;
}

/**
 * The working Blenders on a machine, the manager's own: one of each kind of place, and at most two. `limitMs` limits
 * each try, in milliseconds.
 * @throws FarmError unusable when the first one exists but does not work
 */
export async function findBlender(
  limitMs = VERSION_LIMIT_MS,
  machine: Machine = thisMachine(),
): Promise<BlenderPathCheckResult[]> {
  const [first, ...others] = await candidates(machine);
  if (!first) return [];
  const checked = await check(first, limitMs);
  if (!checked.is_usable) throw new FarmError('unusable', { message: checked.cause });
  const working = [checked];
  for (const other of others) {
    if (working.length === MOST_FOUND) break;
    const result = await check(other, limitMs);
    if (result.is_usable) working.push(result);
  }
  return working;
}

/**
 * Whether this is a working Blender. A name without a folder is looked up as workers do, a folder gets the
 * executable's name appended, and an empty text means: find one.
 */
export async function checkBlender(
  input: string,
  limitMs = VERSION_LIMIT_MS,
  machine: Machine = thisMachine(),
): Promise<BlenderPathCheckResult> {
  const typed = input.trim();
  if (typed === '') {
    const [first] = await candidates(machine);
    return first ? check(first, limitMs) : unusable(input, 'default', 'No Blender was found on this computer.');
  }
  const wanted = await inFolder(unquoted(typed, machine), machine);
  const program = await findProgram(wanted, machine);
  if (program.kind === 'found') return check({ ...asCandidate(program), input }, limitMs);
  const { lookedFor, code } = program;
  if (code === 'EACCES')
    return unusable(input, 'input_path', `${wanted} is no program, or the manager may not run it (EACCES).`);
  return lookedFor === undefined
    ? unusable(input, 'input_path', `There is no file ${wanted}.`)
    : unusable(input, 'path_envvar', `There is no "${wanted}" ${lookedFor}.`);
}

/** Blender's program if this is the folder that it is in; its app for macOS stands for it anyway. */
async function inFolder(wanted: string, machine: Machine): Promise<string> {
  if (!/[/\\]/.test(wanted) || /\.app\/?$/i.test(wanted)) return wanted;
  const isFolder = await stat(wanted).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  const names: Partial<Record<NodeJS.Platform, string>> = { win32: 'blender.exe', darwin: 'Blender' };
  return isFolder ? pathsOf(machine).join(wanted, names[machine.platform] ?? 'blender') : wanted;
}

/**
 * The first of each kind of place: what opens `.blend` files (Windows), the platform's usual place (macOS), the search
 * path, and usual places of other platforms.
 */
async function candidates(machine: Machine): Promise<Candidate[]> {
  const first = new Map<FoundBy, Candidate>();
  for await (const program of findAll('blender', machine))
    if (!first.has(program.by)) first.set(program.by, asCandidate(program));
  const order: FoundBy[] = ['file-association', 'search-path', 'usual-place'];
  if (machine.platform === 'darwin') order.unshift('usual-place');
  const ordered = order.flatMap((by) => first.get(by) ?? []);
  return ordered.filter(({ path }, index) => ordered.findIndex((other) => other.path === path) === index);
}

function asCandidate({ file, by }: FoundProgram): Candidate {
  return { input: by === 'search-path' ? 'blender' : file, path: file, source: SOURCES[by] };
}

async function check({ input, path, source }: Candidate, limitMs: number): Promise<BlenderPathCheckResult> {
  const run = await runOne(path, ['--version'], { environment: ownEnvironment(), limitMs });
  if (run.kind === 'too-slow')
    return unusable(input, source, `${path} did not answer within ${limitMs / 1000} seconds.`);
  if (run.kind === 'failed') return unusable(input, source, `${path} could not be run: ${run.reason}.`);
  const version = run.stdout.split(/\r?\n/).find((line) => line.startsWith('Blender '));
  if (version !== undefined) return { input, path, source, is_usable: true, cause: version.trim() };
  return unusable(input, source, `${path} runs, but does not say that it is Blender.`);
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      ENVIRONMENT.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

function unusable(input: string, source: BlenderPathSource, cause: string): BlenderPathCheckResult {
  return { input, path: '', source, is_usable: false, cause };
}
