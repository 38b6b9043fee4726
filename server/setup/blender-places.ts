import { stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runBriefly } from './run-briefly.ts';

const IS_WINDOWS = process.platform === 'win32';
const IS_MACOS = process.platform === 'darwin';
const MACOS_LOCATION = '/Applications/Blender.app/Contents/MacOS/Blender';
const QUESTION_LIMIT_MS = 5_000;

/** The name of Blender's executable on this platform. */
export const EXECUTABLE = IS_WINDOWS ? 'blender.exe' : IS_MACOS ? 'Blender' : 'blender';

/** Whether there is a file at this path; false for folders and for paths that cannot be read. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** The file that a name on the search path leads to; undefined if there is none. */
export async function onSearchPath(name: string): Promise<string | undefined> {
  const endings = IS_WINDOWS ? ['', ...(process.env['PATHEXT'] ?? '.EXE').split(';')] : [''];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  return firstFile(folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))));
}

/** The Blender in the platform's usual place, which only macOS has; undefined if there is none. */
export async function systemLocation(): Promise<string | undefined> {
  return IS_MACOS ? firstFile([MACOS_LOCATION]) : undefined;
}

/** The Blender that Windows opens `.blend` files with: Blender's launcher, which has the real executable next to it. */
export async function fileAssociation(): Promise<string | undefined> {
  if (!IS_WINDOWS) return undefined;
  const fileType = (await answerOf('assoc', '.blend')).trim().split('=')[1] ?? '';
  const program = fileType === '' ? undefined : /"([^"]+)"/.exec(await answerOf('ftype', fileType))?.[1];
  return program === undefined ? undefined : firstFile([program.replace(/blender-launcher\.exe$/i, 'blender.exe')]);
}

async function answerOf(question: string, about: string): Promise<string> {
  const run = await runBriefly('cmd.exe', ['/d', '/c', question, about], QUESTION_LIMIT_MS);
  return run.kind === 'ended' ? run.stdout : '';
}

async function firstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (await isFile(path)) return path;
  }
  return undefined;
}
