/** Characters that break a platform or a command line. Curly brackets are fine: every file system takes them. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\\?*:;\u0000-\u001f\u007f]/;
/** What the path of a job's files begins with, and what every farm replaces wherever it stands. */
const JOBS_VARIABLE = '{jobs}';
/** Names that Windows reserves for devices, with or without an extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;
/** The longest name that file systems accept. */
export const MAX_NAME_BYTES = 255;
/**
 * Systems take paths of 4,096 bytes at most. A checkout's path, that of a file in it and that of the storage make one
 * path, and the link back to the stored file has a `../` for each part.
 */
const MAX_PATH_BYTES = 1_500;
const MAX_PARTS = 100;

/**
 * Why the relative path (with slashes) cannot be used, worded to follow the path in a sentence; undefined if it can.
 */
export function complaintAbout(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/')) return 'is absolute; make it relative to the folder of checkouts';
  const character = FORBIDDEN.exec(path)?.[0];
  if (character !== undefined) return `has the character ${JSON.stringify(character)}, which is not allowed`;
  if (path.includes(JOBS_VARIABLE)) return `has "${JOBS_VARIABLE}" in it, which stands for the folder of all jobs`;
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `has more than ${MAX_PATH_BYTES} bytes`;
  const parts = path.split('/');
  if (parts.length > MAX_PARTS) return `has more than ${MAX_PARTS} parts`;
  if (parts.some((part) => part === '..' || part === '.')) return 'has a ".." or "." in it';
  if (parts.some((part) => part === '')) return 'has an empty part';
  const device = parts.find((part) => DEVICE.test(part));
  if (device !== undefined) return `has the part "${device}", which Windows reserves for a device`;
  const ending = parts.find((part) => /[. ]$/.test(part));
  if (ending !== undefined)
    return `has the part "${ending}", which ends with a dot or a space; Windows does not allow that`;
  const long = parts.find((part) => Buffer.byteLength(part) > MAX_NAME_BYTES);
  if (long !== undefined) return `has a part of more than ${MAX_NAME_BYTES} bytes, "${long.slice(0, 40)}…"`;
  return undefined;
}

/**
 * Paths with the same key count as the same on some platform: they differ only in capitals, or in how accents are
 * encoded.
 */
export function pathKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
