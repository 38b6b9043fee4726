import { execa, type ResultPromise } from 'execa';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BUGS, WITH_BUGS } from '#tests/support/bugs.ts';
import { UNIX_SIGNALS } from '#tests/support/platforms.ts';
import { answersIn, sendBytes } from '#tests/support/send-bytes.ts';
import { foldedUpload, specOf } from '../support.ts';

const MAIN = fileURLToPath(new URL('../../../../plugins/shaman/alone/main.ts', import.meta.url));
const TOKEN = 'a-long-random-text-0123456789';
const BYTES = Buffer.from('a blend file');

describe('Shaman alone', () => {
  let home: string;
  let running: ResultPromise<{ reject: false; all: true }> | undefined;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'flamenco-shaman-'));
    await mkdir(join(home, 'storage'));
  });
  afterEach(async () => {
    running?.kill('SIGKILL');
    await running;
    running = undefined;
    await rm(home, { recursive: true });
  });

  const configure = (more = `token: ${TOKEN}\n`) =>
    writeFile(join(home, 'flamenco-shaman.yaml'), `shared_storage_path: storage\nlisten: 127.0.0.1:0\n${more}`);
  const run = (...options: string[]) =>
    execa(process.execPath, [MAIN, '--home', home, ...options], { reject: false, all: true, env: { INIT_CWD: home } });

  /** Resolves to the address of the program. */
  async function start(...options: string[]): Promise<string> {
    const program = run(...options);
    running = program;
    return new Promise((resolve, reject) => {
      let text = '';
      program.all.on('data', (piece: Buffer) => {
        text += piece.toString();
        const port = /"port":(\d+)/.exec(text)?.[1];
        if (port) resolve(`http://127.0.0.1:${port}`);
      });
      program.all.on('end', () => reject(new Error(`it did not start:\n${text}`)));
    });
  }

  test.each(BUGS)(
    'with a bug (%s) logs it and ends in order, with a code of its own',
    UNIX_SIGNALS,
    async (signal, says) => {
      await configure();
      vi.stubEnv('NODE_OPTIONS', WITH_BUGS.NODE_OPTIONS);
      await start();
      vi.unstubAllEnvs();
      running?.kill(signal);
      const { exitCode, all } = (await running) ?? {};
      expect(exitCode).toBe(1);
      expect(all).toContain(says);
      expect(all).toContain('store stopped');
    },
  );

  test('goes on when nobody reads its log any more, and ends cleanly', UNIX_SIGNALS, async () => {
    await configure();
    const url = await start();
    for (const log of [running?.stdout, running?.stderr]) log?.destroy();
    // Each of these is a line of the log.
    for (let time = 0; time < 3; time += 1) await sendBytes(Number(new URL(url).port), 'nonsense\r\n\r\n');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    running?.kill('SIGTERM');
    expect((await running)?.exitCode).toBe(0);
  });

  test('stores files and makes checkouts for clients with the token, and ends cleanly', UNIX_SIGNALS, async () => {
    await configure();
    const url = await start();
    // It exists before the first checkout, so that workers can check whether they can use it.
    expect(await readdir(join(home, 'storage'))).toEqual(['jobs']);
    const authorized = { Authorization: `Bearer ${TOKEN}` };
    const post = (path: string, body: unknown, headers: Record<string, string> = authorized) =>
      fetch(`${url}/api/v3/shaman/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const files = [specOf('shot/a.blend', BYTES)];
    for (const headers of [{}, { Authorization: 'Bearer wrong' }, { Authorization: `Basic ${TOKEN}` }]) {
      const refused = await post('checkout/requirements', { files }, headers as Record<string, string>);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer');
      expect(await refused.json()).toMatchObject({ code: 401 });
    }
    expect(await (await post('checkout/requirements', { files })).json()).toMatchObject({
      files: [{ status: 'unknown' }],
    });
    const place = `${url}/api/v3/shaman/files/${files[0]?.sha}/${BYTES.length}`;
    const uploaded = await fetch(place, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', 'Upload-Offset': '0', ...authorized },
      body: new Uint8Array(BYTES),
    });
    expect(uploaded.status).toBe(204);
    const folded = foldedUpload(Buffer.from('bark'), 'a very long\n name.png', `Authorization: Bearer ${TOKEN}\r\n`);
    expect(answersIn(await sendBytes(Number(new URL(url).port), folded)).statuses).toEqual([204]);
    const made = await post('checkout/create', { files, checkoutPath: 'project/shot' });
    expect(await made.json()).toEqual({ checkoutPath: 'project/shot' });
    expect(await readdir(join(home, 'storage/jobs/project/shot/shot'))).toEqual(['a.blend']);
    expect((await post('checkout/erase', { checkoutPath: 'project/shot' })).status).toBe(204);
    expect(await readdir(join(home, 'storage/jobs'))).toEqual([]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/api/v3/openapi3.json`)).json()).toMatchObject({ openapi: '3.0.3' });
    expect((await fetch(`${url}/api/v3/jobs`, { headers: authorized })).status).toBe(404);
    running?.kill('SIGTERM');
    expect(await running).toMatchObject({ exitCode: 0 });
    expect((await running)?.all).not.toContain(TOKEN);
  });

  test('serves everybody only if it is told to', UNIX_SIGNALS, async () => {
    await configure('');
    expect(await run()).toMatchObject({
      exitCode: 1,
      all: expect.stringMatching(/^flamenco-shaman\.yaml: token: is missing/),
    });
    const url = await start('--without-token');
    expect((await fetch(`${url}/api/v3/shaman/files/${'0'.repeat(64)}/1`)).status).toBe(200);
    running?.kill('SIGINT');
    expect(await running).toMatchObject({ exitCode: 0 });
  });

  test.each([
    ['shared_storage_path: storage\ntoken: short', /line 2: token: is shorter than 16 characters/],
    ['shared_storage_path: storage\ntoken: "with spaces in the middle"', /line 2: token: may only contain letters/],
    ['token: 0123456789abcdef\nshared_storage_path: nowhere', /shared_storage_path: .*nowhere is not a folder/],
    ['token: 0123456789abcdef', /shared_storage_path: /],
    ['shared_storage_path: storage\nlisten: here', /line 2: listen: "here" is not an address/],
    ['shared_storage_path: storage\ngarbageCollect: {period: often}', /line 2: garbageCollect\.period: "often" is not/],
    ['shared_storage_path: storage\ncheckouts: magic', /line 2: checkouts: /],
    ['shared_storage_path: storage\ncolour: red', /colour/],
    ['shared_storage_path: [', /line 1: the bracket \[/],
  ])('says in one line what is wrong with %j', async (text, says) => {
    await writeFile(join(home, 'flamenco-shaman.yaml'), text);
    const ended = await run();
    expect(ended.exitCode).toBe(1);
    expect(ended.all).toMatch(says);
    expect(ended.all.trim().split('\n')).toHaveLength(1);
  });

  test('says in one line that there is no configuration, that the port is taken, or that an option is unknown', async () => {
    const without = await run();
    expect(without).toMatchObject({
      exitCode: 1,
      all: expect.stringMatching(/^there is no flamenco-shaman\.yaml in .*$/),
    });
    await configure();
    const { port } = new URL(await start());
    const second = await run('--listen', `127.0.0.1:${port}`);
    expect(second).toMatchObject({ exitCode: 1, all: expect.stringMatching(/^cannot listen on .*already uses it.*$/) });
    expect(await run('--frobnicate')).toMatchObject({
      exitCode: 1,
      all: expect.stringMatching(/^Unknown option.*--help/),
    });
  });

  test('shows its version and its options, and can collect garbage once', async () => {
    expect((await run('--version')).all).toMatch(/^Flamenco-NG Shaman \d+\.\d+\.\d+$/);
    expect((await run('--help')).all).toContain('--without-token');
    await configure(`garbageCollect: {maxAge: 0s}\ntoken: ${TOKEN}\n`);
    const blob = join(home, 'storage/file-store/stored/00/11');
    await mkdir(blob, { recursive: true });
    await writeFile(join(blob, '5.blob'), '12345');
    expect((await run('--gc-show')).all).toBe('1 files (5 bytes) would be removed, 0 kept');
    expect((await run('--gc-delete')).all).toBe('1 files (5 bytes) removed, 0 kept');
    expect(await readdir(join(home, 'storage/file-store/stored'))).toEqual([]);
  });
});
