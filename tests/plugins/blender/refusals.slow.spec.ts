import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
const servers: Server[] = [];
const authorizations: (string | undefined)[] = [];

/** Programs other than a manager, which people may reach if they mistype an address. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let other = '';
let locked = '';
let nobody = '';
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  other = await listen((_request, response) => response.end('<h1>It works!</h1>'));
  locked = await listen((request, response) => {
    authorizations.push(request.headers.authorization);
    response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
  });
  nobody = `http://127.0.0.1:${await freePort()}`;
});
afterAll(async () => {
  for (const server of servers) server.close();
  await farm?.stop();
});

describe.each(BLENDERS)('what cannot be submitted, in $name', (blender) => {
  it('is refused with the reason and what to do, and nothing reaches the farm', async () => {
    const artist = await newArtist(blender);
    const elsewhere = join(artist.home, 'elsewhere.blend');
    await mkdir(join(farm.home, 'storage'), { recursive: true });
    const file = join(farm.home, 'storage', 'a.blend');
    const reports = await artist.run('refusals.py', { manager: farm.url, other, locked, nobody, file, elsewhere });
    await artist.leave();
    const said = reports['said'] as Record<string, string>;
    expect(said).toEqual({
      'no manager': 'Connect to a manager first',
      'nobody listens': expect.stringContaining(`No answer from ${nobody}: nothing is listening there`),
      'no address': expect.stringContaining('“http://farm computer:80 80” is not a valid address'),
      'other scheme': expect.stringContaining('must begin with http:// or https://'),
      'password in it': expect.stringContaining('must not contain a user name or password'),
      'odd token': expect.stringContaining('Copy it again'),
      page: expect.stringContaining('is more than an address'),
      'other program': expect.stringContaining('does not talk like a Flamenco manager'),
      'wants a token': expect.stringContaining('enter your token in the preferences'),
      unsaved: 'Save the file first',
      'no output': 'Enter “Render Output Root”',
      'unknown token': expect.stringContaining('Unknown token {flie}. Known tokens are {file}, {folder}'),
      'lonely bracket': expect.stringContaining('A curly bracket has no partner'),
      'empty name': 'The job needs a name',
      nothing: '',
      'view layer': expect.stringContaining('The scene “Scene” has no view layer “gone” any more. Choose another one.'),
      frames: expect.stringContaining('no frames in "10-1"'),
      painted: expect.stringContaining('Changes of images are not saved, so the farm does not see them: image Paint'),
      elsewhere: expect.stringContaining("is not in the farm's storage"),
      tag: 'Choose another worker tag',
    });
    expect(reports['token_in_file']).toBe(false);
    expect(await (await fetch(new URL('/api/v3/jobs', farm.url))).json()).toEqual({ jobs: [] });
    expect(new Set(authorizations.splice(0))).toEqual(new Set([undefined, 'Bearer a-token']));
  });
});
