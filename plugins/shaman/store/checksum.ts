import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { HashOrder, HashReply } from './hash-thread.ts';

/** The SHA-256 of bytes that come in blocks. */
export interface Checksum {
  /**
   * Takes the first `length` bytes, in the order of the calls. The block is out of reach until its memory comes back, perhaps
   * as another object, to be used for other bytes.
   */
  add(block: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Lower-case hex of all that was added. */
  digest(): Promise<string>;
  /** Lets go of it before the end. */
  forget(): void;
}

/** For files of one block: telling another thread would take longer. */
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
  /** Who waits for replies, per checksum in the order of the orders. */
  readonly waiting: Map<number, Asked[]>;
}

let running: HashThread | undefined;
let lastId = 0;

/** In a thread of its own, shared by all uploads, so that the bytes are received and written meanwhile. */
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
