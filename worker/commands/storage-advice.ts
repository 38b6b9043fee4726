import { storageHint } from '#shared/storage-hint.ts';
import { isRootThere } from '#system/files/is-root-there.ts';

/** What the texts of system errors mean, as programs print them. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/\bENOENT\b|No such file|does not exist|cannot find the (?:file|path)/i, 'ENOENT'],
  [/\bEPERM\b|Operation not permitted/i, 'EPERM'],
  [/\bEACCES\b|Permission denied/i, 'EACCES'],
];

/**
 * The reason why a file or folder could not be used, followed by what people do not think of on this platform, if there
 * is something.
 * @param reason as the system or a program put it
 */
export function withStorageAdvice(reason: string, path: string, platform: NodeJS.Platform = process.platform): string {
  const code = CODES.find(([text]) => text.test(reason))?.[1] ?? '';
  const hint = storageHint({ platform, code, path, isRootThere: isRootThere(path, platform) });
  return hint === undefined ? reason : `${reason} (${hint.replace(/\.$/, '')})`;
}
