import { expect, it } from 'vitest';
import { ImageQueue } from '#plugins/last-rendered/image-queue.ts';

/** A queue whose images are finished when the spec says so. */
function slowQueue(length: number) {
  const handled: string[] = [];
  const finish: (() => void)[] = [];
  const queue = new ImageQueue(length, async ({ jobId }, isWanted) => {
    await new Promise<void>((resolve) => finish.push(resolve));
    if (isWanted()) handled.push(jobId);
  });
  const offer = (jobId: string) => queue.offer({ jobId, bytes: Buffer.alloc(0) });
  const finishAll = async () => {
    let isIdle = false;
    void queue.idle().then(() => (isIdle = true));
    while (!isIdle) {
      finish.shift()?.();
      await Promise.resolve();
    }
  };
  return { queue, offer, handled, finishAll };
}

it('three images wait while one is scaled; a further one is refused until there is room', async () => {
  const { offer, handled, finishAll } = slowQueue(3);
  expect(['a', 'b', 'c', 'd', 'e'].map(offer)).toEqual([true, true, true, true, false]);
  await finishAll();
  expect(handled).toEqual(['a', 'b', 'c', 'd']);
  expect(offer('f')).toBe(true);
  await finishAll();
  expect(handled).toEqual(['a', 'b', 'c', 'd', 'f']);
});

it('images of a deleted job are forgotten, even the one that is being scaled', async () => {
  const { queue, offer, handled, finishAll } = slowQueue(3);
  ['a', 'b', 'a'].forEach(offer);
  const dropped = queue.drop('a');
  await finishAll();
  await dropped;
  expect(handled).toEqual(['b']);
});

it('stopping waits for the image that is being scaled and forgets the others', async () => {
  const { queue, offer, handled, finishAll } = slowQueue(3);
  ['a', 'b'].forEach(offer);
  const stopped = queue.stop();
  await finishAll();
  await stopped;
  expect(handled).toEqual(['a']);
});
