import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { HashOrder, HashReply } from './hash-thread.ts';

/** The SHA-256 of bytes that arrive in blocks. */
export interface Checksum {
  /**
   * Takes the first `length` bytes, in the order of the calls. The block must not be used until the promise resolves to
   * it, perhaps as another object on the same memory, for reuse.
   */
  add(block: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The checksum of everything that was added, in lower-case hexadecimal. */
  digest(): Promise<string>;
  /** Abandons the checksum before the end. */
  forget(): void;
}

/** For files of one block, where involving another thread would take longer. */
export function checksumHere(): Checksum {
  const hash = createHash('sha256');
  return {
    add: (block, length) => {
      hash.update(block.subarray(0, length));
      return Promise.resolve(block);
    },
    digest: () => Promise.resolve(hash.digest('hex')),
    forget: () => undefined,
  };
}

interface Asked {
  readonly resolve: (reply: HashReply) => void;
  readonly reject: (error: Error) => void;
}

interface HashThread {
  readonly worker: Worker;
  /** Who is waiting for replies, for each checksum, in the order in which they asked. */
  readonly waiting: Map<number, Asked[]>;
}

let running: HashThread | undefined;
let lastId = 0;

/** Computed in a separate thread, shared by all uploads, so that bytes can be received and written at the same time. */
export function checksumAside(): Checksum {
  const thread = (running ??= startThread());
  const id = ++lastId;
  const ask = (order: HashOrder, given: ArrayBuffer[] = []) =>
    new Promise<HashReply>((resolve, reject) => {
      const asked = thread.waiting.get(id);
      if (asked) asked.push({ resolve, reject });
      else thread.waiting.set(id, [{ resolve, reject }]);
      thread.worker.postMessage(order, given);
    });
  return {
    add: async ({ buffer }, length) => {
      const { block } = await ask({ id, block: buffer, length }, [buffer]);
      if (!block) throw new Error('the hashing thread kept a block');
      return new Uint8Array(block);
    },
    digest: async () => (await ask({ id, end: 'digest' })).digest ?? '',
    forget: () => thread.worker.postMessage({ id, end: 'forget' } satisfies HashOrder, []),
  };
}

function startThread(): HashThread {
  const worker = new Worker(new URL('hash-thread.ts', import.meta.url));
  const thread: HashThread = { worker, waiting: new Map() };
  worker.unref();
  worker.on('message', (reply: HashReply) => {
    const asked = thread.waiting.get(reply.id);
    asked?.shift()?.resolve(reply);
    if (asked?.length === 0) thread.waiting.delete(reply.id);
  });
  worker.on('error', (error: Error) => {
    if (running === thread) running = undefined;
    for (const asked of thread.waiting.values()) for (const { reject } of asked) reject(error);
    thread.waiting.clear();
  });
  return thread;
}
