import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';
import { passOn } from './support/cable.ts';

let farm: TestFarm;
let cable: Server;
/** How many more answers to submissions get lost on the way. */
let losses = 0;
/** Whether a gateway in between says so, or the connection is just cut. */
let isGateway = false;
/** How many answers get through before that. */
let spared = 0;
const keys: unknown[] = [];

beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  cable = createServer((request, response) => {
    void passOn(request, farm.url).then((theirs) => {
      if (request.method === 'POST' && request.url === '/api/v3/jobs') {
        keys.push(request.headers['idempotency-key']);
        const isLost = spared === 0 && losses > 0;
        if (spared > 0) spared -= 1;
        else losses -= 1;
        if (isLost) return void theirs.resume().once('end', () => lose(request, response));
      }
      response.writeHead(theirs.statusCode ?? 500, theirs.headers);
      theirs.pipe(response);
      return undefined;
    });
  });
  await new Promise<void>((resolve) => cable.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  cable?.closeAllConnections();
  cable?.close();
  await farm?.stop();
});

function lose(request: IncomingMessage, response: ServerResponse): void {
  if (isGateway) response.writeHead(504, { 'content-type': 'text/html' }).end('<h1>504 Gateway Time-out</h1>');
  else request.socket.destroy();
}

describe.each(BLENDERS)('a submission whose answer gets lost, in $name', (blender) => {
  const submit = async (lost: number, gateway = false, again = false) => {
    [losses, keys.length, isGateway, spared] = [lost, 0, gateway, again ? 1 : 0];
    const artist = await newArtist(blender);
    const address = `http://127.0.0.1:${(cable.address() as AddressInfo).port}`;
    const name = `${blender.name.replaceAll(/\W/g, '-')}-${lost}${gateway ? '-gateway' : ''}${again ? '-again' : ''}`;
    const file = join(farm.home, 'storage', `${name}.blend`);
    const reports = await artist.run('unheard.py', { manager: farm.url, address, file, again });
    await artist.leave();
    const answer = await fetch(`${farm.url}/api/v3/jobs`);
    const { jobs } = (await answer.json()) as { jobs: { id: string; name: string }[] };
    return { job: reports['job'], said: reports['said'], jobs: jobs.filter((each) => each.name === name) };
  };

  it('is repeated under its key, and makes one job', async () => {
    const { job, jobs } = await submit(2);
    expect(jobs).toMatchObject([{ id: (job as { id: string }).id }]);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys[0], keys[0]]);
  });

  it('is given up after three tries, with words that say what may have happened', async () => {
    const { job, jobs } = await submit(3);
    expect(job).toMatch(/No answer from .*The job may have been submitted: look before you do it again\./);
    expect(jobs).toHaveLength(1);
  });

  it('is repeated when a gateway has lost patience with the manager, which is no refusal', async () => {
    const { job, jobs } = await submit(2, true);
    expect(jobs).toMatchObject([{ id: (job as { id: string }).id }]);
    const lost = await submit(3, true);
    expect(lost.job).toMatch(/504 Gateway Timeout\. The job may have been submitted: look before you do it again\./);
    expect(lost.jobs).toHaveLength(1);
  });

  it('is repeated under its key when a job is submitted again, too, and given up with the same words', async () => {
    const { said, jobs } = await submit(2, false, true);
    expect(said).toMatch(/^Submitted again as/);
    expect(jobs).toHaveLength(2);
    expect(keys).toEqual([expect.any(String), expect.stringMatching(/^[0-9a-f-]{36}$/), keys[1], keys[1]]);
    expect(keys[1]).not.toBe(keys[0]);
    const lost = await submit(3, true, true);
    expect(lost.said).toMatch(/504 Gateway Timeout\. The job may have been submitted: look before you do it again\./);
    expect(lost.jobs).toHaveLength(2);
  });
});
