import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { BlenderPathCheckResult, BlenderPathSource } from '../contracts/path-check.ts';

const run = promisify(execFile);
const VERSION_TIMEOUT_MS = 10_000;
const IS_WINDOWS = process.platform === 'win32';
const EXECUTABLE = IS_WINDOWS ? 'blender.exe' : process.platform === 'darwin' ? 'Blender' : 'blender';
const MACOS_LOCATION = '/Applications/Blender.app/Contents/MacOS/Blender';

/** The Blenders on the manager's computer that work: the platform's usual place, then the search path (api.md 2). */
export async function findBlender(): Promise<BlenderPathCheckResult[]> {
  const associated = IS_WINDOWS ? await fileAssociation() : undefined;
  const candidates: { source: BlenderPathSource; path: string | undefined }[] = [
    { source: 'file_association', path: associated },
    { source: 'system_location', path: process.platform === 'darwin' ? await file(MACOS_LOCATION) : undefined },
    { source: 'path_envvar', path: await onSearchPath('blender') },
  ];
  const found = candidates.filter(
    (entry): entry is { source: BlenderPathSource; path: string } => entry.path !== undefined,
  );
  const checked = await Promise.all(found.slice(0, 2).map(({ source, path }) => check('', path, source)));
  return checked.filter((result) => result.is_usable);
}

/**
 * Whether this is a Blender that works. A name without folder is looked up on the search path, a folder gets the name of
 * the executable, nothing at all means: find one.
 */
export async function checkBlender(input: string): Promise<BlenderPathCheckResult> {
  const wanted = input.trim();
  if (wanted === '') {
    const [first] = await findBlender();
    return first ?? unusable(input, 'default', 'No Blender was found on this computer.');
  }
  if (!/[/\\]/.test(wanted)) {
    const path = await onSearchPath(wanted);
    return path === undefined
      ? unusable(input, 'path_envvar', `There is no "${wanted}" on the search path.`)
      : check(input, path, 'path_envvar');
  }
  const isFolder = await stat(wanted).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  const path = await file(isFolder ? join(wanted, EXECUTABLE) : wanted);
  return path === undefined
    ? unusable(input, 'input_path', `There is no file ${isFolder ? join(wanted, EXECUTABLE) : wanted}.`)
    : check(input, path, 'input_path');
}

async function check(input: string, path: string, source: BlenderPathSource): Promise<BlenderPathCheckResult> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: VERSION_TIMEOUT_MS, windowsHide: true });
    const version = stdout.split(/\r?\n/).find((line) => line.startsWith('Blender '));
    if (version !== undefined) return { input, path, source, is_usable: true, cause: version.trim() };
    return unusable(input, source, `${path} runs, but does not say that it is Blender.`);
  } catch (error) {
    const { killed, code } = error as { killed?: boolean; code?: string | number };
    const reason = killed === true ? 'did not answer within 10 seconds' : `could not be run (${String(code)})`;
    return unusable(input, source, `${path} ${reason}.`);
  }
}

function unusable(input: string, source: BlenderPathSource, cause: string): BlenderPathCheckResult {
  return { input, path: '', source, is_usable: false, cause };
}

/** The path when a file is there. */
async function file(path: string): Promise<string | undefined> {
  return stat(path).then(
    (entry) => (entry.isFile() ? path : undefined),
    () => undefined,
  );
}

async function onSearchPath(name: string): Promise<string | undefined> {
  const endings = IS_WINDOWS ? ['', ...(process.env['PATHEXT'] ?? '.EXE').split(';')] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '')) {
    for (const ending of endings) {
      const found = await file(join(folder, name + ending));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** What Windows opens `.blend` files with: Blender's launcher, beside which the real executable lies. */
async function fileAssociation(): Promise<string | undefined> {
  try {
    const { stdout: assoc } = await run('cmd.exe', ['/d', '/c', 'assoc', '.blend'], { windowsHide: true });
    const fileType = assoc.trim().split('=')[1] ?? '';
    const { stdout: ftype } = await run('cmd.exe', ['/d', '/c', 'ftype', fileType], { windowsHide: true });
    const program = /"([^"]+)"/.exec(ftype)?.[1];
    return program === undefined ? undefined : await file(program.replace(/blender-launcher\.exe$/i, 'blender.exe'));
  } catch {
    return undefined;
  }
}
