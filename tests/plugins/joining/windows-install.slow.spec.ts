import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleWorker } from '#plugins/joining/worker-bundle.ts';
import { fixture } from '#tests/worker/support/fixture.ts';
import { farmParts } from '#tests/worker/support/farm-parts.ts';
import { until } from '#tests/worker/support/processes.ts';
import { needs } from '#tests/support/needs.ts';
import { ownerOfHome } from '#worker/home-lock.ts';
import { askWorker } from '#worker/requests/ask-worker.ts';

const ANN = { session: 1, sid: 'S-1-5-21-1-2-3-1001', account: String.raw`STUDIO\ann` };
const PATIENCE_MS = 60_000;
type Entry = Awaited<ReturnType<typeof unpackTar>>[number];

describe(
  'the worker that join.ps1 has fetched',
  needs('programs that begin with #!', process.platform !== 'win32'),
  () => {
    let bundle: Entry[];
    beforeAll(async () => {
      bundle = await unpackTar(gunzipSync((await bundleWorker()).bytes));
    });

    /** A machine with programs that stand for those of Windows. */
    async function aMachine() {
      const { manager, home: dir } = await farmParts();
      const place = (...parts: string[]) => path.join(dir, ...parts);
      const system = place('windows', 'System32');
      await mkdir(system, { recursive: true });
      for (const tool of ['schtasks.exe', 'icacls.exe', 'taskkill.exe']) {
        const text = `#!/bin/sh\nexec "${process.execPath}" "${fixture('windows-tool')}" "$0" "$@"\n`;
        await writeFile(path.join(system, tool), text, { mode: 0o755 });
      }
      onTestFinished(async () => void (await askWorker(place('home', 'supervisor'), 'stop', 30_000)));

      async function run(version: string, ...args: string[]) {
        const env = {
          PATH: process.env['PATH'],
          SystemRoot: place('windows'),
          FLAMENCO_REGISTRATION_SECRET: 'sesame-of-farm',
        };
        const program = place('versions', version, 'worker', 'install', 'main.ts');
        const child = spawn(process.execPath, [program, ...args], {
          env: env as never,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let said = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (piece: Buffer) => (said += piece.toString()));
        const [code] = (await once(child, 'close')) as [number];
        return { code, said };
      }
      async function install(version: string, more: object) {
        for (const { header, data } of bundle) {
          const file = place('versions', version, header.name);
          await mkdir(path.dirname(file), { recursive: true });
          await writeFile(file, data ?? '');
        }
        const request = {
          dir,
          managerUrl: manager.url,
          node: process.execPath,
          version: place('versions', version),
          name: 'render-7',
          tags: [],
          service: false,
          account: ANN.account,
          sid: ANN.sid,
          isElevated: false,
          session: 1,
          desktops: [ANN],
          ...more,
        };
        await writeFile(place('versions', version, 'request.json'), JSON.stringify(request));
        return await run(version, 'install', place('versions', version, 'request.json'));
      }
      return { manager, place, install, run, calls: () => readFile(path.join(system, 'calls'), 'utf8') };
    }

    it('installs itself, runs, is brought up to date while it runs, and is removed', async () => {
      const { manager, place, install, run, calls } = await aMachine();
      const first = await install('1', { service: true });
      expect(first).toMatchObject({
        code: 0,
        said: expect.stringContaining('The worker is running, and starts whenever'),
      });
      const signsOn = (times: number) =>
        until(() => manager.to('/state-changed').length >= times, 'the worker signs on', PATIENCE_MS);
      await signsOn(1);
      expect(manager.to('/register-worker')[0]?.headers).toMatchObject({
        'x-flamenco-registration-secret': 'sesame-of-farm',
      });
      const before = ownerOfHome(place('home'));
      // As over SSH: there is a desktop, but not of this session.
      expect(await install('2', { session: 0 })).toMatchObject({
        code: 0,
        said: expect.stringContaining('is running'),
      });
      await signsOn(2);
      expect(ownerOfHome(place('home'))).not.toBe(before);
      expect(manager.to('/sign-off')).toHaveLength(1);
      expect(await readdir(place('versions'))).toEqual(['2']);
      expect(await readFile(place('home', 'flamenco-worker.log'), 'utf8')).toContain('worker was started');
      expect(await run('2', 'remove', place())).toMatchObject({ code: 0, said: '' });
      expect([ownerOfHome(place('home')), existsSync(place('windows/System32/task.xml'))]).toEqual([undefined, false]);
      expect(await calls()).not.toContain('sesame');
      expect(await calls()).not.toContain('taskkill');
    });

    it('says in one line what is wrong, where PowerShell does not take it for an error of its own', async () => {
      const { install } = await aMachine();
      const { code, said } = await install('1', { service: true, sid: 'ann' });
      expect([code, said.startsWith('ERROR: ')]).toEqual([1, true]);
    });
  },
);
