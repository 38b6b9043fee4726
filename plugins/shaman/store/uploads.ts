import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoredFile, UploadedBytes } from '../contract.ts';
import { FarmError } from '#server/domain/errors.ts';
import { removeFirmly } from '#system/files/firmly.mjs';
import { writeVerified } from './write-verified.ts';

/** A resumable upload that has been silent for this long may be taken over: its connection is most likely dead. */
const SILENT_MS = 10_000;
/** Nobody needs to write to a stored file, either directly or through a checkout's link. */
const READ_ONLY = 0o444;
/** Smaller files are received without a look at the room that is left: if there is none, writing says so soon. */
const LARGE_BYTES = 64 * 1024 * 1024;

interface Upload {
  readonly isResumable: boolean;
  readonly bytes: UploadedBytes;
  lastBytesAt: number;
  /** Whether another upload has stored the file in the meantime. */
  isNeedless: boolean;
  readonly over: Promise<void>;
}

/** Ends an upload whose file another one has stored. */
class Needless extends Error {}

/**
 * Uploads in progress, in the folder `uploading`. Each has its own file, `<checksum>-<size>-<random>.tmp`; resumable
 * ones share `<checksum>-<size>.part`, one at a time.
 */
export class Uploads {
  readonly #root: string;
  readonly #active = new Map<string, Set<Upload>>();
  readonly #now: () => number;

  constructor(root: string, now: () => number = Date.now) {
    this.#root = root;
    this.#now = now;
  }

  isActive(file: StoredFile): boolean {
    return this.#active.has(keyOf(file));
  }

  /** How many bytes a resumable upload has brought so far. */
  async received(file: StoredFile): Promise<number> {
    const found = await stat(this.#partPath(file)).catch(() => undefined);
    return found?.isFile() === true ? Math.min(found.size, file.size) : 0;
  }

  /**
   * Receives the bytes. `keep` gets the path of the complete, verified and flushed file and moves it away, or resolves
   * to false if it is no longer needed. `needless` means that another upload stored the file first. A failed upload
   * leaves nothing behind unless it can be resumed.
   * @param offset how many bytes came before; undefined if the upload is not resumable
   * @throws FarmError mismatch, bad-request (the client went away), conflict (a wrong offset, or another client is
   * sending the file), busy
   */
  async take(
    file: StoredFile,
    bytes: UploadedBytes,
    offset: number | undefined,
    keep: (path: string) => Promise<boolean>,
  ): Promise<'kept' | 'needless'> {
    if (offset !== undefined) await this.#stopSilent(file);
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    const isResumable = offset !== undefined;
    const upload: Upload = { isResumable, bytes, lastBytesAt: this.#now(), isNeedless: false, over };
    this.#begin(file, upload);
    const path = offset === undefined ? this.#temporaryPath(file) : this.#partPath(file);
    let isLeft = true;
    let isResumed = false;
    try {
      await this.#receive(path, file, upload, offset ?? 0);
      isLeft = !(await keep(path));
      this.#active.get(keyOf(file))?.forEach((other) => (other.isNeedless = true));
      return 'kept';
    } catch (error) {
      if (error instanceof Needless) return 'needless';
      isResumed = isResumable && error instanceof FarmError && error.code !== 'mismatch';
      throw outOfRoom(error);
    } finally {
      this.#end(file, upload);
      if (isLeft && (!isResumed || (await this.received(file)) === 0)) await removeFirmly(path);
      end();
    }
  }

  async #receive(path: string, file: StoredFile, upload: Upload, offset: number): Promise<void> {
    const handle = await openFile(path, upload.isResumable);
    try {
      if (upload.isResumable) await assertOffset(handle, offset);
      await assertRoom(path, file.size - offset);
      const onBytes = () => {
        upload.lastBytesAt = this.#now();
        if (upload.isNeedless) throw new Needless();
      };
      await writeVerified({ handle, file, offset, bytes: upload.bytes, onBytes });
      // Some network file systems have no permissions.
      if (upload.isResumable) await handle.chmod(READ_ONLY).catch(() => undefined);
    } finally {
      await handle.close();
    }
  }

  /** Ends a silent resumable upload of this file, because two must not append to the same file. */
  async #stopSilent(file: StoredFile): Promise<void> {
    for (const upload of this.#active.get(keyOf(file)) ?? []) {
      if (!upload.isResumable) continue;
      if (this.#now() - upload.lastBytesAt < SILENT_MS) {
        throw new FarmError('conflict', {
          message: 'this file is being received from another client; ask for its status until it is stored or unknown',
        });
      }
      upload.bytes.destroy(new Error('another client is continuing this upload'));
      await upload.over;
    }
  }

  #begin(file: StoredFile, upload: Upload): void {
    const uploads = this.#active.get(keyOf(file));
    if (upload.isResumable && [...(uploads ?? [])].some((other) => other.isResumable)) {
      throw new FarmError('conflict', { message: 'another client began sending this file at the same moment' });
    }
    if (uploads) uploads.add(upload);
    else this.#active.set(keyOf(file), new Set([upload]));
  }

  #end(file: StoredFile, upload: Upload): void {
    const uploads = this.#active.get(keyOf(file));
    uploads?.delete(upload);
    if (uploads?.size === 0) this.#active.delete(keyOf(file));
  }

  #partPath(file: StoredFile): string {
    return join(this.#root, `${file.sha}-${file.size}.part`);
  }

  #temporaryPath(file: StoredFile): string {
    return join(this.#root, `${file.sha}-${file.size}-${randomBytes(6).toString('hex')}.tmp`);
  }
}

async function openFile(path: string, isResumable: boolean): Promise<FileHandle> {
  const flags = constants.O_RDWR | constants.O_CREAT | (isResumable ? 0 : constants.O_EXCL);
  const mode = isResumable ? 0o644 : READ_ONLY;
  try {
    return await open(path, flags, mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, flags, mode);
  }
}

async function assertOffset(handle: FileHandle, offset: number): Promise<void> {
  const { size } = await handle.stat();
  if (size === offset) return;
  throw new FarmError('conflict', {
    message: `Upload-Offset: ${offset} is not what has been received, which is ${size} bytes; ask for the status and continue from there`,
  });
}

/** Better than to receive a large file for hours before there is no room for it. */
async function assertRoom(path: string, bytes: number): Promise<void> {
  if (bytes < LARGE_BYTES) return;
  const { bavail, bsize, blocks } = await statfs(path);
  // Some network file systems do not tell.
  if (blocks === 0 || bytes <= bavail * bsize) return;
  throw new FarmError('busy', {
    message: `the shared storage has room for ${bavail * bsize} bytes, and ${bytes} are to come, so the file was not received; free some space on it and send the file again`,
    details: { bytes, free: bavail * bsize },
  });
}

function outOfRoom(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new FarmError('busy', {
    message: 'the shared storage is full, so the file was not stored; free some space on it and send the file again',
    details: { code },
    cause: error,
  });
}

function keyOf({ sha, size }: StoredFile): string {
  return `${sha} ${size}`;
}
