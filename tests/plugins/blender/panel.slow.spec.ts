import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDER_WITH_WINDOWS } from './support/blenders.ts';

let farm: TestFarm;
let silent: Server;
const sockets: Socket[] = [];
let reports: Reports;
let pictures = '';

beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  silent = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    socket.on('data', (words) => {
      if (words.toString() === 'leave') for (const each of sockets) each.destroy();
    });
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  pictures = await mkdtemp(join(tmpdir(), 'flamenco-panel-'));
  await mkdir(join(farm.home, 'storage'), { recursive: true });
  const artist = await newArtist(BLENDER_WITH_WINDOWS);
  reports = await artist.run('panel.py', {
    manager: farm.url,
    silent: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    nobody: `http://127.0.0.1:${await freePort()}`,
    file: join(farm.home, 'storage', 'sc010_lighting.blend'),
    pictures,
  });
  await artist.leave();
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  silent?.close();
  await rm(pictures, { recursive: true, force: true });
  await farm?.stop();
});

describe('the panel in the Output properties', () => {
  it('is drawn without an error in every state', async () => {
    expect(reports['wrong']).toEqual([]);
    expect(reports['without_manager']).toEqual(['FLAMENCO_NG_PT_panel']);
    expect(reports['with_manager']).toEqual(
      expect.arrayContaining(
        ['panel', 'settings', 'output', 'scheduling', 'submit'].map((name) => `FLAMENCO_NG_PT_${name}`),
      ),
    );
    for (const name of ['not-connected', 'ready', 'submitted', 'missing', 'unsearched', 'linked']) {
      const { width, height } = await sharp(join(pictures, `${name}.png`)).metadata();
      expect([width > 400, height > 800]).toEqual([true, true]);
    }
  });

  it('keeps working while a manager does not answer', () => {
    expect(reports['alive_while_asking']).toBe(true);
  });

  it('ignores the answer of a manager that is no longer chosen', () => {
    expect(reports['problem_of_the_silent_one']).toBe('');
  });

  it('saves and submits in the background', () => {
    expect(reports['saved']).toBe(true);
    expect(reports).toMatchObject({ runs_in_background: true, problem: '', job: { name: 'sc010_lighting' } });
  });

  it('lists missing files and asks before anything is submitted', async () => {
    expect(reports['problem_then']).toBe('');
    expect(reports['asked_for']).toEqual([expect.stringContaining('lost/texture.png')]);
    expect(reports['refused']).toContain('Nothing was submitted, because files are missing');
    expect(await (await fetch(new URL('/api/v3/jobs', farm.url))).json()).toMatchObject({
      jobs: [{ name: 'sc010_lighting' }],
    });
  });
});
