import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

const OWN_ADDRESS = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
const NEEDS_A_NETWORK = needs('a network interface beside the loopback one', OWN_ADDRESS !== undefined);

interface Door {
  readonly port: number;
  /** The headers that came with requests, in order, without repetitions in a row. */
  heard(): (string | undefined)[];
}

let farm: TestFarm;
const servers: Server[] = [];

/** A program that shows the manager behind it to everybody, and writes down who asks. */
async function openDoor(): Promise<Door> {
  const heard: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers.authorization);
    void fetch(new URL(request.url ?? '', farm.url)).then(async (answer) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, heard: () => heard.splice(0).filter((each, index, all) => index === 0 || each !== all[index - 1]) };
}

beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(async () => {
  for (const server of servers) server.close();
  await farm?.stop();
});

describe.each(BLENDERS)('tokens, in $name', (blender) => {
  it(
    'go to the manager they were entered for, and unencrypted only if the artist allows it',
    NEEDS_A_NETWORK,
    async () => {
      const [ours, impostor, far] = [await openDoor(), await openDoor(), await openDoor()];
      const artist = await newArtist(blender);
      const { said } = await artist.run('tokens.py', {
        manager: farm.url,
        ours: `http://127.0.0.1:${ours.port}`,
        impostor: `http://localhost:${impostor.port}`,
        far: `http://${OWN_ADDRESS}:${far.port}`,
        file: join(artist.home, 'a.blend'),
      });
      await artist.leave();
      const unencrypted = expect.stringContaining('anybody in the network could read it');
      expect(said).toEqual({
        'token of the other': '',
        back: '',
        'token again': 'old-token',
        asks: true,
        'not yet': unencrypted,
        allowed: [false, ''],
        withdrawn: unencrypted,
        'from before': [false, ''],
        // The job goes to the manager of the press, and the panel shows the one that was chosen after it.
        'another meanwhile': 'a',
        'chosen then': expect.stringContaining('localhost'),
        'shown then': expect.stringContaining('localhost'),
      });
      expect(new Set(ours.heard())).toEqual(new Set(['Bearer old-token']));
      // At the end, the script has emptied what Blender knows about managers.
      expect(impostor.heard()).toEqual([undefined, 'Bearer other-token', undefined]);
      expect(far.heard()).toEqual([undefined, 'Bearer far-token']);
    },
  );
});
