import { IN_APP } from './blender-places.ts';
import type { Candidate } from './candidate.ts';
import { knownProgram } from './known-programs.ts';
import { expanded, type Machine, pathsOf } from './machine.ts';
import { registryValues } from './registry.ts';
import { foldersIn, inFolders, isOfStore, searchFolders, storeFolder, withEndings } from './search-path.ts';

/** A program that can be started. */
export interface FoundProgram extends Candidate {
  readonly kind: 'found';
}

/** A program that cannot be started, since there is none (`ENOENT`) or this account may not run it (`EACCES`). */
export interface MissingProgram {
  readonly kind: 'missing';
  readonly code: 'ENOENT' | 'EACCES';
  /** Where a name was looked for, in words. */
  readonly lookedFor?: string;
  /** How it can be installed here, if that is one command. */
  readonly install?: string | undefined;
}

/**
 * The file to run for a program. What has a folder is taken as it is. A name is looked for on the search path, never in
 * the current folder; Blender and FFmpeg also where they are usually installed. On Windows, the launcher of Blender
 * is replaced with Blender, and the ending may be left out.
 */
export async function findProgram(name: string, machine: Machine): Promise<FoundProgram | MissingProgram> {
  const given = unquoted(name, machine);
  const isPath = hasFolder(given, machine);
  let code: MissingProgram['code'] = 'ENOENT';
  for await (const candidate of candidates(given, machine)) {
    const kind = await machine.look(candidate.file);
    if (kind === 'program') return await found(candidate, machine);
    if (kind === 'not-executable' || (kind === 'hidden' && isPath)) code = 'EACCES';
  }
  const known = isPath ? undefined : knownProgram(machine.platform, given);
  const places = known?.places[machine.platform];
  const lookedFor = places === undefined ? 'on the search path' : `on the search path, ${places}`;
  return { kind: 'missing', code, ...(!isPath && { lookedFor }), install: known?.install[machine.platform] };
}

/** All that a name may mean, in the order in which they are taken. */
export async function* findAll(name: string, machine: Machine): AsyncGenerator<FoundProgram> {
  for await (const candidate of candidates(name, machine))
    if ((await machine.look(candidate.file)) === 'program') yield await found(candidate, machine);
}

/** Windows' own "Copy as path" puts quotes around it, which no file has in its name. */
export function unquoted(text: string, { platform }: Pick<Machine, 'platform'>): string {
  return platform === 'win32' ? text.replace(/^\s*"(.*)"\s*$/, '$1') : text;
}

function candidates(given: string, machine: Machine): Iterable<Candidate> | AsyncIterable<Candidate> {
  return hasFolder(given, machine) ? asGiven(given, machine) : byName(given, machine);
}

async function found(candidate: Candidate, machine: Machine): Promise<FoundProgram> {
  return { kind: 'found', ...candidate, file: await withoutLauncher(candidate.file, machine) };
}

/** Whether it is a path, not a name that is to be looked for. */
export function hasFolder(given: string, { platform }: Machine): boolean {
  return (platform === 'win32' ? /[\\/:]/ : /\//).test(given);
}

/** On macOS, people take the app for the program. */
const APP = /(^|\/)Blender[^/]*\.app\/?$/i;

function* asGiven(given: string, machine: Machine): Generator<Candidate> {
  const paths = pathsOf(machine);
  const isWindows = machine.platform === 'win32';
  const full = !isWindows ? given : paths.isAbsolute(given) ? paths.normalize(given) : paths.resolve(given);
  const isApp = machine.platform === 'darwin' && APP.test(given);
  const files = isApp ? [paths.join(given, IN_APP)] : withEndings(machine, full);
  // Scripts of other systems have no ending; what starts programs reads their first line.
  if (isWindows && paths.extname(full) === '') files.push(full);
  for (const file of files) yield { file, by: 'path', why: '' };
}

async function* byName(name: string, machine: Machine): AsyncGenerator<Candidate> {
  const known = knownProgram(machine.platform, name);
  if (known) yield* known.beforeSearchPath(machine);
  const on = (folders: readonly string[], why: string) =>
    inFolders(machine, folders, name).map((file): Candidate => ({ file, by: 'search-path', why }));
  yield* on(searchFolders(machine), 'on the search path');
  if (machine.platform === 'win32') yield* on(await newSearchPath(machine), 'on the search path');
  if (known) yield* known.afterSearchPath(machine);
  const store = storeFolder(machine);
  if (store !== undefined) yield* on([store], 'of the Microsoft Store');
}

/** What is installed while we run is on the search path of new programs only: ours is that of our start. */
async function newSearchPath(machine: Machine): Promise<string[]> {
  const keys = [
    String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment`,
    String.raw`HKCU\Environment`,
  ];
  const folders: string[] = [];
  for (const key of keys) {
    const texts = (await registryValues(machine, key)).get('path') ?? [];
    for (const text of texts) folders.push(...foldersIn(machine, expanded(machine, text)));
  }
  const before = new Set(searchFolders(machine).map(likeOthers));
  return folders.filter((folder) => !isOfStore(folder) && !before.has(likeOthers(folder)));
}

/** Windows ignores case, and a slash at the end. */
function likeOthers(folder: string): string {
  return folder.replaceAll('/', '\\').replace(/\\+$/, '').toLowerCase();
}

async function withoutLauncher(file: string, machine: Machine): Promise<string> {
  if (machine.platform !== 'win32' || !/[\\/]blender-launcher\.exe$/i.test(file)) return file;
  const blender = file.replace(/-launcher(?=\.exe$)/i, '');
  return (await machine.look(blender)) === 'program' ? blender : file;
}
