import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeFilename } from '#plugins/shaman/router/decode-filename.ts';
import { shaman } from '#plugins/shaman/plugin.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { deleteRequestedJobs } from '#server/scheduler/job-deleter.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { answersIn, sendBytes } from '#tests/support/send-bytes.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { foldedUpload, identityOf, specOf } from './support.ts';

const BYTES = Buffer.from('a blend file');
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe('Shaman over HTTP', () => {
  let manager: TestManager;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    manager = await startTestManager({ config: 'shaman: {enabled: true}\n' });
    const host = createPluginHost({ farm: manager.farm, plugins: [shaman] });
    await host.start();
    stop = () => host.stop();
  });
  afterAll(async () => {
    await stop();
    await manager.stop();
  });

  async function upload(path: string, body: Buffer, headers: Record<string, string> = {}) {
    const answer = await fetch(`${manager.url}/api/v3/shaman/files/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', ...headers },
      body: new Uint8Array(body),
    });
    return { status: answer.status, body: await answer.text() };
  }
  const pathOf = (bytes: Buffer) => `${identityOf(bytes).sha}/${bytes.length}`;

  test('a client asks what is missing, uploads it, checks out, and gets its folder of links', async () => {
    const files = [specOf('shot.blend', BYTES)];
    const requirements = () => manager.client.call('POST', '/shaman/checkout/requirements', { body: { files } });
    expect((await requirements()).body).toEqual({ files: [{ ...files[0], status: 'unknown' }] });
    expect(await upload(pathOf(BYTES), BYTES, { 'X-Shaman-Can-Defer-Upload': 'True' })).toEqual({
      status: 204,
      body: '',
    });
    expect(await upload(pathOf(BYTES), BYTES, { 'X-Shaman-Can-Defer-Upload': 'False' })).toEqual({
      status: 208,
      body: '',
    });
    expect((await requirements()).body).toEqual({ files: [] });
    expect((await manager.client.call('GET', `/shaman/files/${pathOf(BYTES)}`)).body).toEqual({ status: 'stored' });
    const made = await manager.client.call('POST', '/shaman/checkout/create', {
      body: { files, checkoutPath: 'shot' },
    });
    expect(made).toMatchObject({ status: 200, body: { checkoutPath: 'shot' } });
    expect((await lstat(join(manager.folder, 'shared/jobs/shot/shot.blend'))).isSymbolicLink()).toBe(true);
  });

  test('a job is submitted with the checkout that was made for it, and its deletion removes no other folder', async () => {
    await upload(pathOf(BYTES), BYTES);
    const made = await manager.client.call('POST', '/shaman/checkout/create', {
      body: { files: [specOf('shot.blend', BYTES)], checkoutPath: 'for-a-job' },
    });
    const { checkoutPath } = made.body as { checkoutPath: string };
    const submit = (id: string) =>
      manager.client.call('POST', '/jobs', {
        body: {
          name: 'shot',
          type: 'echo-sleep-test',
          submitter_platform: 'linux',
          settings: { message: 'hi', sleep_duration_seconds: 1, sleep_repeats: 1 },
          storage: { shaman_checkout_id: id },
        },
      });
    for (const id of ['precious', '..', '/', 'x'.repeat(300), 'for-a-job/'])
      expect(await submit(id)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining('storage.shaman_checkout_id: there is no checkout') },
      });
    const job = await submit(checkoutPath);
    expect(job).toMatchObject({ status: 200, body: { storage: { shaman_checkout_id: checkoutPath } } });

    const { id } = job.body as { id: string };
    const precious = join(manager.folder, 'shared/jobs/precious');
    await mkdir(precious);
    const rename = { shaman_checkout_id: 'precious' };
    await manager.farm.database.transaction(
      async ({ tables }) => void (await tables.updateTable('jobs').set(rename).where('id', '=', id).execute()),
      { by: SOMEBODY },
    );
    expect((await manager.client.call('DELETE', `/jobs/${id}`)).status).toBe(204);
    await deleteRequestedJobs(manager.farm);
    expect((await manager.client.call('GET', `/jobs/${id}`)).status).toBe(404);
    expect((await lstat(precious)).isDirectory()).toBe(true);
  });

  test('an upload whose connection broke continues where it left off', async () => {
    const bytes = Buffer.alloc(5_000_000, 'a long film ');
    const url = `${manager.url}/api/v3/shaman/files/${pathOf(bytes)}`;
    const ask = async () => (await fetch(url)).json() as Promise<{ status: string; received?: number }>;
    const request = httpRequest(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length, 'Upload-Offset': 0 },
    });
    request.on('error', () => undefined);
    request.write(bytes.subarray(0, 3_000_000));
    // One block is on the disk; the rest of what was sent may still be on its way.
    await expect.poll(async () => (await ask()).received).toBeGreaterThan(0);
    request.destroy();
    await expect.poll(async () => (await ask()).status).toBe('unknown');
    const { received = 0 } = await ask();
    expect(received).toBeGreaterThan(0);
    const rest = bytes.subarray(received);
    expect(await upload(pathOf(bytes), rest, { 'Upload-Offset': String(received - 1) })).toMatchObject({ status: 417 });
    expect(await upload(pathOf(bytes), rest, { 'Upload-Offset': String(received) })).toEqual({ status: 204, body: '' });
    expect(await ask()).toEqual({ status: 'stored' });
  });

  test('the name of a file may be in any language', async () => {
    const bytes = Buffer.from('holz');
    const name = { 'X-Shaman-Original-Filename': '=?utf-8?q?H=C3=B6lzer_1=2Epng?= =?utf-8?b?w7xuZA==?=' };
    expect((await upload(pathOf(bytes), bytes, name)).status).toBe(204);
    expect(decodeFilename(name['X-Shaman-Original-Filename'])).toBe('Hölzer 1.pngünd');
    expect(decodeFilename('=?utf-8?q?=ZZ?=')).toBeUndefined();
    expect(decodeFilename('plain name.png')).toBe('plain name.png');
  });

  // Python folds a header at some 75 characters, and released Flamenco add-ons send it like that.
  test.each([
    ['LF and a space', '\n '],
    ['CRLF and a space', '\r\n '],
    ['CRLF and a tab', '\r\n\t'],
  ])(
    'a name that is folded over several lines (%s) is joined in the log, and the file is stored',
    async (_case, fold) => {
      const bytes = Buffer.from(`long name ${JSON.stringify(fold)}`);
      const port = Number(new URL(manager.url).port);
      const answer = answersIn(
        await sendBytes(port, foldedUpload(bytes, `/projects/forest/very/deep${fold}tree and bark.png`)),
      );
      expect(answer.statuses).toEqual([204]);
      expect((await manager.client.call('GET', `/shaman/files/${pathOf(bytes)}`)).body).toEqual({ status: 'stored' });
      const lines = manager.logLines.filter((line) => line.includes(identityOf(bytes).sha));
      expect(lines.join()).toContain('"name":"/projects/forest/very/deep tree and bark.png"');
    },
  );

  test('empty files are files, too', async () => {
    expect((await upload(pathOf(Buffer.alloc(0)), Buffer.alloc(0))).status).toBe(204);
  });

  test('a wrong checksum or size is refused with 417, even for files larger than one piece', async () => {
    const large = Buffer.alloc(3_000_000, 'x');
    expect(await upload(`${sha('other')}/${large.length}`, large)).toMatchObject({
      status: 417,
      body: expect.stringContaining('checksum'),
    });
    expect(await upload(`${sha('other')}/7`, BYTES)).toMatchObject({
      status: 417,
      body: expect.stringContaining('filesize'),
    });
  });

  test.each([
    ['POST', `/shaman/files/ABC/12`, 400, /checksum: must be a SHA-256/],
    ['GET', `/shaman/files/${sha('x')}/-1`, 400, /filesize/],
    ['GET', `/shaman/files/${sha('x')}/1`, 200, undefined],
  ] as const)('%s %s is answered with %i', async (method, path, status, says) => {
    const answer =
      method === 'POST'
        ? await upload(path.replace('/shaman/files/', ''), BYTES)
        : await manager.client.call(method, path);
    expect(answer.status).toBe(status);
    if (says) expect(JSON.stringify(answer.body)).toMatch(says);
  });

  test('an upload must announce its length and be sent as a plain file', async () => {
    const chunked = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        `${manager.url}/api/v3/shaman/files/${pathOf(BYTES)}`,
        { method: 'POST', headers: { 'Content-Type': 'application/octet-stream', 'Transfer-Encoding': 'chunked' } },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on('error', reject);
      request.end(BYTES);
    });
    expect(chunked).toBe(411);
    expect((await upload(pathOf(BYTES), BYTES, { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  test('checkouts are refused with 400, 409 and 424, naming the file', async () => {
    const create = (checkoutPath: string, files: unknown) =>
      manager.client.call('POST', '/shaman/checkout/create', { body: { checkoutPath, files } });
    expect(await create('../out', [])).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('checkoutPath') },
    });
    const missing = [specOf('wood.png', Buffer.from('wood'))];
    expect(await create('a', missing)).toMatchObject({
      status: 424,
      body: { message: expect.stringContaining('wood.png') },
    });
    const clash = [specOf('a.png', BYTES), specOf('A.png', Buffer.from('wood'))];
    expect(await create('a', clash)).toMatchObject({ status: 409 });
  });
});

describe('Shaman that is switched off', () => {
  test('answers 503 and says what to do', async () => {
    const manager = await startTestManager({ config: 'shaman: {enabled: false}\n' });
    const host = createPluginHost({ farm: manager.farm, plugins: [shaman] });
    await host.start();
    const answer = await manager.client.call('POST', '/shaman/checkout/requirements', { body: { files: [] } });
    expect(answer).toMatchObject({
      status: 503,
      body: { code: 503, message: expect.stringContaining('switched off') },
    });
    await host.stop();
    await manager.stop();
  });
});
