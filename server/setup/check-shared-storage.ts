import { randomUUID } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PathCheckResult } from '../contracts/path-check.ts';

const PROGRAM_FOLDER = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Whether jobs can keep their files in this folder, tested from the manager's side. */
export async function checkSharedStorage(path: string): Promise<PathCheckResult> {
  const complaint = await complaintAbout(path);
  return { path, is_usable: complaint === undefined, cause: complaint ?? 'The folder can be written to.' };
}

async function complaintAbout(path: string): Promise<string | undefined> {
  if (path.trim() === '') return 'An empty path is not suitable as shared storage.';
  if (path.startsWith('\\\\')) return 'UNC paths are not supported, since Blender cannot use them; map a drive letter.';
  try {
    if (!(await stat(path)).isDirectory()) return 'This is not a folder.';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? 'This folder does not exist; create it first.'
      : `This folder cannot be examined (${code}).`;
  }
  if (resolve(path) === PROGRAM_FOLDER)
    return 'This is the folder of the manager program; choose one for the files of jobs.';
  return writeComplaint(path);
}

/** Writes a file and removes it again. Its text contains characters that a wrong encoding would break. */
async function writeComplaint(folder: string): Promise<string | undefined> {
  const file = join(folder, `flamenco-writability-test-${randomUUID()}.txt`);
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile('Fläménçø 火烈鳥\n');
    } finally {
      await handle.close();
    }
    return undefined;
  } catch (error) {
    return `The manager cannot write files in this folder (${(error as NodeJS.ErrnoException).code}).`;
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
