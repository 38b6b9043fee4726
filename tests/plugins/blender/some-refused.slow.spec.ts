import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';
import { passOn } from './support/cable.ts';

let farm: TestFarm;
/** A gateway in front of the manager, which lets only so many jobs through. */
let gateway: Server;
let left = 0;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  gateway = createServer((request, response) => {
    if (request.method === 'POST' && request.url === '/api/v3/jobs' && (left -= 1) < 0) {
      request.resume();
      response.writeHead(429, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code: 429, message: 'no more jobs today' }));
      return;
    }
    void passOn(request, farm.url).then((theirs) => {
      response.writeHead(theirs.statusCode ?? 500, theirs.headers);
      theirs.pipe(response);
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  gateway?.closeAllConnections();
  gateway?.close();
  await farm?.stop();
});

it.each(BLENDERS)(
  'a press of which only some jobs are taken says which, and keeps their files; without any, nothing is left, in $name',
  async (blender) => {
    left = 2;
    const artist = await newArtist(blender);
    const [file, frames] = [join(artist.home, `${blender.name}.blend`), join(farm.home, 'frames')];
    const address = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    const reports = await artist.run('some_refused.py', { manager: farm.url, address, file, frames });
    await artist.leave();
    const taken = [`${blender.name} - Scene - test`, `${blender.name} - Scene`];
    expect(reports).toMatchObject({ taken, is_done: false, copies: 1, in_my_jobs: true, copies_then: 1 });
    expect(reports['problem']).toMatch(/2 of 4 jobs were submitted\. .*no more jobs today/);
    expect(reports['in_status_bar']).toBe('Farm: partly submitted');
    expect(reports['alone']).toContain('no more jobs today');
  },
);
