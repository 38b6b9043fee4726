import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { withManager } from '../scratch-manager.ts';
import { watchProcess } from '../watch-process.ts';
import { copyDurably } from './copy-durably.ts';
import { type BenchFile, makeFiles } from './make-files.ts';
import { uploadFiles } from './upload-files.ts';

/** What one row measures. */
export interface FilesPlan {
  readonly files: number;
  /** Size of each file in bytes. */
  readonly size: number;
  readonly connections: number;
}

/** All seconds are medians of `ROUNDS` rounds. */
export interface FilesResult extends FilesPlan {
  readonly uploadSeconds: number;
  readonly copySeconds: number;
  /** The speed of the upload divided by that of the disk. */
  readonly ratio: number;
  /** How long SHA-256 alone takes for as many bytes in one thread: no upload of a single file can be faster. */
  readonly hashSeconds: number;
  /** The manager's processor time. */
  readonly processorSeconds: number | undefined;
}

export const FILES_PLANS: readonly FilesPlan[] = [
  { files: 1000, size: 64 * 1024, connections: 1 },
  { files: 1000, size: 64 * 1024, connections: 8 },
  { files: 1, size: 1024 ** 3, connections: 1 },
];

const ROUNDS = 3;

/** Uploads the files to a fresh manager and copies them on the same disk, by turns. */
export async function measureFiles(folder: string, plan: FilesPlan): Promise<FilesResult> {
  const files = await makeFiles(join(folder, 'source'), plan.files, plan.size);
  const settings = { shaman: { enabled: true } };
  return withManager(
    folder,
    async ({ url, program }) => {
      const uploads: number[] = [];
      const copies: number[] = [];
      const hashes: number[] = [];
      const processor: (number | undefined)[] = [];
      await warmUp(folder, url);
      for (let round = 0; round < ROUNDS; round++) {
        const copy = join(folder, 'copy');
        copies.push(await copyDurably(files, copy, plan.connections));
        await removeFirmly(copy);
        hashes.push(hashSeconds(plan.files * plan.size));
        const watch = watchProcess(program.pid);
        const before = await watch.processorSeconds();
        uploads.push(await uploadFiles(url, files, plan.connections));
        const after = await watch.processorSeconds();
        watch.end();
        processor.push(before === undefined || after === undefined ? undefined : after - before);
        await removeFirmly(join(folder, 'storage/file-store/stored'));
      }
      const uploadSeconds = median(uploads);
      const copySeconds = median(copies);
      return {
        ...plan,
        uploadSeconds,
        copySeconds,
        ratio: copySeconds / uploadSeconds,
        hashSeconds: median(hashes),
        processorSeconds: processor.every((value) => value !== undefined) ? median(processor) : undefined,
      };
    },
    settings,
  );
}

function hashSeconds(bytes: number): number {
  const piece = Buffer.alloc(64 * 1024, 'x');
  const hash = createHash('sha256');
  const started = performance.now();
  for (let done = 0; done < bytes; done += piece.length) hash.update(piece);
  hash.digest();
  return (performance.now() - started) / 1000;
}

/** The first calls to a new process are slow. */
async function warmUp(folder: string, url: string): Promise<void> {
  const files: BenchFile[] = await makeFiles(join(folder, 'warm-up'), 20, 3 * 1024 * 1024);
  await uploadFiles(url, files, 2);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
