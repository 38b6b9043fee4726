import type { FileSpec } from '../contract.ts';
import { FarmError } from '#server/domain/errors.ts';
import { complaintAbout, pathKey } from './path-complaint.ts';

/**
 * Checks the paths of files inside a checkout: they must be relative, must not lead out of it, must not differ only in
 * capitals, and must not name a file where another path needs a folder. @throws FarmError bad-request or conflict,
 * naming the file
 */
export function checkFilePaths(files: readonly FileSpec[]): void {
  const seen = new Map<string, FileSpec>();
  for (const [index, file] of files.entries()) {
    const complaint = complaintAbout(file.path);
    if (complaint) throw new FarmError('bad-request', { message: `files[${index}].path: "${file.path}" ${complaint}` });
    const other = seen.get(pathKey(file.path));
    if (other && (other.path !== file.path || other.sha !== file.sha || other.size !== file.size)) {
      throw new FarmError('conflict', { message: `files[${index}].path: "${file.path}" clashes with "${other.path}"` });
    }
    seen.set(pathKey(file.path), file);
  }
  for (const [index, file] of files.entries()) {
    for (const folder of foldersOf(pathKey(file.path))) {
      const other = seen.get(folder);
      if (!other) continue;
      throw new FarmError('conflict', {
        message: `files[${index}].path: "${file.path}" needs a folder where "${other.path}" is a file`,
      });
    }
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
