import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { basicAuth, ECHO_JOB } from '#tests/support/test-client.ts';
import { requestTry } from '../request-try.ts';
import type { Table, Try } from '../table.ts';
import type { Target } from '../target.ts';

/** Nonces that could make the manager sign a text that says something else. */
const NONCES: readonly unknown[] = [
  '',
  'short',
  'n'.repeat(21),
  'n'.repeat(129),
  'n'.repeat(100_000),
  `${'n'.repeat(30)}\n127.0.0.1`,
  `${'n'.repeat(30)}\u0000`,
  `${'n'.repeat(30)} `,
  'ñ'.repeat(30),
  'n+/=n+/=n+/=n+/=n+/=n+/=n+/=',
  1e19,
  null,
  true,
  ['n'.repeat(43)],
  { toString: 'n'.repeat(43) },
];

/** What workers may not get by saying that they are somebody else. */
const NAMES = ['victim', 'victim ', 'VICTIM', 'victim\u200B', 'victim\u0000'];

/** An image file of a few kilobytes that says that it is a large one. */
function bomb(width: number, height: number, depth: number, isInterlaced: boolean): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, 6, 0, 0, isInterlaced ? 1 : 0], 8);
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const pixels = deflateSync(Buffer.alloc(4_000_000));
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const PICTURES: readonly (readonly [string, () => Buffer])[] = [
  ['of 12,000 by 12,000 pixels, interlaced', () => bomb(12_000, 12_000, 16, true)],
  ['of 8,000 by 8,000 pixels, interlaced', () => bomb(8_000, 8_000, 16, true)],
  ['of 16,000 by 16,000 pixels', () => bomb(16_000, 16_000, 16, false)],
  ['of 2,147,483,647 by 2,147,483,647 pixels', () => bomb(2 ** 31 - 1, 2 ** 31 - 1, 16, false)],
  ['of 0 by 0 pixels', () => bomb(0, 0, 8, false)],
  ['that is cut off', () => bomb(100, 100, 8, false).subarray(0, 60)],
  ['that is no picture', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
];

const MOST_MEMORY_MIB = 700;
const PATIENCE_MS = 60_000;

/** The most memory that the manager has ever used, in MiB; 0 where the system does not tell. */
async function mostMemory({ manager }: Target): Promise<number> {
  const status = await readFile(`/proc/${manager.pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Sends the picture, then a good one; when that is there, the manager is done with both. */
const sent = ([name, make]: (typeof PICTURES)[number]): Try => ({
  name: `a picture ${name}`,
  run: async (target) => {
    const { client } = target;
    const worker = await client.awakeWorker(`sends a picture ${name}`);
    const job = await client.submitJob(ECHO_JOB);
    const task = await client.nextTask(worker);
    if (task?.job !== job.id) return 'the worker got no task';
    const headers = { authorization: basicAuth(worker), 'content-type': 'image/png' };
    const path = `/api/v3/worker/task/${task.uuid}/output-produced`;
    const good = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    for (const body of [make(), good]) {
      const answer = await target.send({ method: 'POST', path, headers, body });
      if (answer.status !== 202) return `was answered with ${answer.status}: ${answer.text.slice(0, 200)}`;
    }
    const deadline = Date.now() + PATIENCE_MS;
    while ((await client.call('GET', `/jobs/${job.id}/last-rendered`)).status !== 200) {
      if (Date.now() > deadline) return 'kept the next picture from being shown';
      await delay(50);
    }
    const memory = await mostMemory(target);
    return memory > MOST_MEMORY_MIB ? `made the manager use ${Math.round(memory)} MiB` : undefined;
  },
});

export const TABLES: readonly Table[] = [
  {
    title: 'the manager signs nothing but a nonce',
    tries: NONCES.map((nonce) =>
      requestTry(
        `nonce ${JSON.stringify(nonce).slice(0, 40)}`,
        { method: 'POST', path: '/api/v3/identity', body: { nonce } },
        [400, 413],
      ),
    ),
  },
  {
    title: 'no worker gets the name of another, or tags that were taken from it',
    tries: NAMES.map((name) => ({
      name: `as ${JSON.stringify(name)}`,
      run: async ({ client }) => {
        await client.awakeWorker('victim');
        const thief = await client.awakeWorker('thief');
        await client.call('POST', `/worker-mgt/workers/${thief.id}/settags`, { body: { tag_ids: [] } });
        const body = { name, supported_task_types: ['misc'], software_version: '1', can_restart: false, tags: ['x'] };
        await client.call('POST', '/worker/sign-on', { worker: thief, body });
        const { name: is } = await client.get<{ name: string }>(`/worker-mgt/workers/${thief.id}`);
        return is === 'victim' ? 'got the name of another worker' : undefined;
      },
    })),
  },
  { title: 'no picture uses up the memory of the manager', tries: PICTURES.map(sent), short: 4, settings: {} },
];
