import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** Opening a pipe waits for somebody at its other end, unless it is opened like this. Windows does not have it. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export interface RegularFile {
  readonly handle: FileHandle;
  /** In bytes. */
  readonly size: number;
}

/**
 * Opens a file for reading, if it is one: programs may name pipes, devices and folders, which never end, never begin or
 * do something when they are opened. What it is, is asked for before it is opened, and again afterwards, since it may
 * have been replaced. The caller closes the handle.
 *
 * @returns undefined if it is not a regular file. @throws the system's error if it is not there or may not be read.
 */
export async function openRegularFile(file: string): Promise<RegularFile | undefined> {
  if (!(await stat(file)).isFile()) return undefined;
  const handle = await open(file, WITHOUT_WAITING);
  try {
    const about = await handle.stat();
    if (about.isFile()) return { handle, size: about.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}

/** Whether there is a regular file of this name, or a link to one. */
export async function isRegularFile(file: string): Promise<boolean> {
  return await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

/**
 * The first bytes of a file, `most` of them if there are as many; undefined if it is not a regular file.
 *
 * @throws the system's error if it is not there or cannot be read.
 */
export async function readStart(file: string, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const opened = await openRegularFile(file);
  if (opened === undefined) return undefined;
  try {
    return await readPart(opened.handle, 0, Math.min(opened.size, most));
  } finally {
    await opened.handle.close();
  }
}

/** Bytes of a file, fewer than `length` if it ends before that. */
export async function readPart(handle: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
