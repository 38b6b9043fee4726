import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFlags } from '#scripts/launch/node-flags.mjs';
import { runQuietly } from '#scripts/system/run-quietly.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDER_WITH_WINDOWS, BLENDERS } from './support/blenders.ts';

const PASSWORD = 'correct horse battery';
const ENTRY = 'scripts/account.ts';

let farm: TestFarm;
let other: Server;
let redirecting: Server;
/** What was sent to another manager, and to one that redirects to it. */
const authorizations: { readonly other: Set<string | undefined>; readonly redirecting: Set<string | undefined> } = {
  other: new Set(),
  redirecting: new Set(),
};
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

beforeAll(async () => {
  farm = await startTestFarm({ workers: 0, settings: { access: 'accounts' } });
  other = createServer((request, response) => {
    authorizations.other.add(request.headers.authorization);
    response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
  });
  await listen(other);
  redirecting = createServer((request, response) => {
    authorizations.redirecting.add(request.headers.authorization);
    response.writeHead(307, { location: `${urlOf(other)}${request.url}` }).end();
  });
  await listen(redirecting);
  const file = join(farm.home, 'password.txt');
  await writeFile(file, PASSWORD);
  const create = async ([name, role]: readonly [string, string]) => {
    const options = ['--role', role, '--password-file', file, '--home', farm.home];
    const { code, said } = await runQuietly(process.execPath, [...nodeFlags(ENTRY), ENTRY, 'create', name, ...options]);
    expect(code, said).toBe(0);
  };
  await Promise.all(Object.entries({ anna: 'artist', wim: 'wrangler' }).map(create));
});
afterAll(async () => {
  redirecting?.close();
  other?.close();
  await farm?.stop();
});

describe.each(BLENDERS)('an artist with an account, in $name', (blender) => {
  it('logs in by a code, keeps what they were submitting when that ends, and logs out', async () => {
    const artist = await newArtist(blender);
    const folder = join(farm.home, 'storage', blender.name);
    await mkdir(folder, { recursive: true });
    const reports = await artist.run('log_in.py', {
      manager: farm.url,
      other: urlOf(other),
      redirecting: urlOf(redirecting),
      password: PASSWORD,
      file: join(folder, 'a.blend'),
      frames: join(folder, 'frames'),
    });
    await artist.leave();
    expect(reports, await farm.logs()).toMatchObject({
      said: expect.stringContaining('wants to know who you are'),
      wanted: true,
      wrong_token: expect.stringContaining('your token is not right'),
      entered: '',
      refused: 'The log-in was refused on the page.',
      still_wanted: true,
      shown: { program: 'Blender add-on', machine: expect.stringMatching(/./), is_this_address: true },
      knows: true,
      wanted_then: false,
      name: 'anna',
      in_text: false,
      asks_again: true,
      ended: expect.stringContaining('Your log-in has ended'),
      submitted: true,
      problem: '',
      mine: true,
      others: false,
      notices: '',
      places: ['flamenco-ng-logins.json'],
      modes: ['0o600'],
      revoked: expect.stringContaining('Your log-in has ended'),
      kept: null,
      after: expect.stringContaining('wants to know who you are'),
    });
    expect([...authorizations.other]).toEqual([undefined]);
    expect([...authorizations.redirecting]).toEqual(['Bearer fng_of_another']);
  });
});

it('the panel and the preferences are drawn without an error in every state of a log-in', async () => {
  const pictures = await mkdtemp(join(tmpdir(), 'flamenco-log-in-'));
  const artist = await newArtist(BLENDER_WITH_WINDOWS);
  const reports = await artist.run('log_in_panel.py', { manager: farm.url, password: PASSWORD, pictures });
  await artist.leave();
  expect(reports).toMatchObject({ wrong: [], opened: expect.stringContaining('/app/device#') });
  const kept = process.env['KEEP_SCREENSHOTS'];
  for (const name of ['wanted', 'code', 'logged-in', 'ended', 'preferences']) {
    const picture = join(pictures, `${name}.png`);
    expect((await sharp(picture).metadata()).width).toBeGreaterThan(400);
    if (kept) await copyFile(picture, join(kept, `log-in-${name}.png`));
  }
  await rm(pictures, { recursive: true });
});
