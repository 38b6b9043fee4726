import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

/**
 * The messages to the hashing thread. `block` is transferred there and back, so nothing is copied between the threads.
 */
export type HashOrder =
  | { readonly id: number; readonly block: ArrayBuffer; readonly length: number }
  | { readonly id: number; readonly end: 'digest' | 'forget' };

/** Its replies, for each `id` in the order of the messages; 'forget' gets none. */
export type HashReply = { readonly id: number; readonly block?: ArrayBuffer; readonly digest?: string };

const hashes = new Map<number, Hash>();

parentPort?.on('message', (order: HashOrder) => {
  const hash = hashes.get(order.id) ?? createHash('sha256');
  if ('block' in order) {
    const { id, block, length } = order;
    hashes.set(id, hash.update(new Uint8Array(block, 0, length)));
    parentPort?.postMessage({ id, block } satisfies HashReply, [block]);
    return;
  }
  hashes.delete(order.id);
  if (order.end === 'digest')
    parentPort?.postMessage({ id: order.id, digest: hash.digest('hex') } satisfies HashReply, []);
});
