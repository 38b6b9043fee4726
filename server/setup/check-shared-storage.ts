import { randomUUID } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathMistake } from '#shared/path-mistake.ts';
import { storageHint } from '#shared/storage-hint.ts';
import { isSamePath } from '#shared/same-path.ts';
import { shareNote } from '#shared/share-note.ts';
import { removeFirmly } from '#system/files/firmly.mjs';
import { isRootThere } from '#system/files/is-root-there.ts';
import type { PathCheckResult } from '../contracts/path-check.ts';

const PROGRAM_FOLDER = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/**
 * Whether jobs can keep their files in this folder, tested from the manager's side. `platform`: whose rules apply, and
 * what hints are for.
 */
export async function checkSharedStorage(path: string, platform = process.platform): Promise<PathCheckResult> {
  const note = shareNote(path, platform);
  const complaint = complaintAboutPath(path, platform) ?? (await complaintAboutFolder(path, platform));
  const cause = complaint ?? ['The folder can be written to.', note && `It ${note}.`].filter(Boolean).join(' ');
  return { path, is_usable: complaint === undefined, cause };
}

/** What can be said of the path without looking for the folder; undefined if there may be one. */
function complaintAboutPath(path: string, platform: NodeJS.Platform): string | undefined {
  if (path.trim() === '') return 'An empty path is not suitable as shared storage.';
  const mistake = pathMistake(path, platform) ?? (platform === 'win32' ? undefined : shareNote(path, platform));
  return mistake && `The path ${mistake}.`;
}

async function complaintAboutFolder(path: string, platform: NodeJS.Platform): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return 'This is not a folder.';
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const hint = storageHint({ platform, code, path, isRootThere: isRootThere(path, platform) });
    const complaint =
      code === 'ENOENT' ? 'This folder does not exist; create it first.' : `This folder cannot be examined (${code}).`;
    return hint === undefined ? complaint : `${complaint} ${hint}`;
  }
  if (isSamePath(resolve(path), PROGRAM_FOLDER, platform))
    return 'This is the folder of the manager program; choose one for the files of jobs.';
  return writeComplaint(path, platform);
}

/** Writes a file and removes it again. Its text contains characters that a wrong encoding would break. */
async function writeComplaint(folder: string, platform: NodeJS.Platform): Promise<string | undefined> {
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
    const { code = '' } = error as NodeJS.ErrnoException;
    const hint = storageHint({ platform, code, path: folder, isRootThere: true });
    return [`The manager cannot write files in this folder (${code}).`, hint].filter(Boolean).join(' ');
  } finally {
    await removeFirmly(file).catch(() => undefined);
  }
}
