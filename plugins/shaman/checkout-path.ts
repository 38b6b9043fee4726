import { FarmError } from '#server/domain/errors.ts';
import type { FileSpec } from '#server/contracts/shaman.ts';

const FORBIDDEN = /[\\?*:;{}\0]/;
/** Names that Windows keeps for devices, with or without an ending. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** @throws FarmError bad-request when the path of a checkout could leave the folder of checkouts or break a platform */
export function checkCheckoutPath(path: string): void {
  const complaint = complaintAbout(path);
  if (complaint) throw new FarmError('bad-request', { message: `checkoutPath: "${path}" ${complaint}` });
}

/**
 * Checks where the files go inside the checkout: relative, no way out, no two that differ only by capitals, no file where
 * another one needs a folder.
 * @throws FarmError bad-request naming the file
 */
export function checkFilePaths(files: readonly FileSpec[]): void {
  const seen = new Map<string, FileSpec>();
  for (const [index, file] of files.entries()) {
    const complaint = complaintAbout(file.path);
    if (complaint) throw new FarmError('bad-request', { message: `files[${index}].path: "${file.path}" ${complaint}` });
    const other = seen.get(file.path.toLowerCase());
    if (other && (other.path !== file.path || other.sha !== file.sha || other.size !== file.size)) {
      throw new FarmError('conflict', { message: `files[${index}].path: "${file.path}" clashes with "${other.path}"` });
    }
    seen.set(file.path.toLowerCase(), file);
  }
  for (const [index, file] of files.entries()) {
    for (const folder of foldersOf(file.path.toLowerCase())) {
      const other = seen.get(folder);
      if (!other) continue;
      throw new FarmError('conflict', {
        message: `files[${index}].path: "${file.path}" needs a folder where "${other.path}" is a file`,
      });
    }
  }
}

function complaintAbout(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/')) return 'is absolute; give it relative to the folder of checkouts';
  const character = FORBIDDEN.exec(path)?.[0];
  if (character !== undefined) return `has the character ${JSON.stringify(character)}, which is not allowed`;
  const parts = path.split('/');
  if (parts.some((part) => part === '..' || part === '.')) return 'has a ".." or "." in it';
  if (parts.some((part, index) => part === '' && index < parts.length - 1)) return 'has an empty part';
  const device = parts.find((part) => DEVICE.test(part));
  if (device !== undefined) return `has the part "${device}", which Windows keeps for a device`;
  return undefined;
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
