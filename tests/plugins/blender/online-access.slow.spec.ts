import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BPY } from './support/blenders.ts';

let farm: TestFarm;
const requests: (string | undefined)[] = [];
const counting = createServer((request, response) => {
  requests.push(request.url);
  response.writeHead(404).end();
});
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  await new Promise<void>((resolve) => counting.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  counting.close();
  await farm?.stop();
});

it('while Blender forbids the network to add-ons, nothing is sent, and whoever wants to is told where to allow it', async () => {
  const artist = await newArtist(BPY);
  const file = join(artist.home, 'a.blend');
  const address = `http://127.0.0.1:${(counting.address() as AddressInfo).port}`;
  const { said } = await artist.run('online_access.py', { manager: farm.url, counting: address, file });
  await artist.leave();
  const why = expect.stringContaining('switch on “Online Access” in the preferences');
  expect(said).toEqual({ refresh: why, submit: why, search: why, look: why });
  expect(requests).toEqual([]);
});
