import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccess } from '#server/access/access.ts';
import { kernelRoutes } from '#server/http/kernel-routes.ts';
import { routeTable } from '#server/http/route-table.ts';
import { type HttpServer, startHttpServer } from '#server/http/server.ts';
import { createLogger } from '#server/logging/logger.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { SYMBOLIC_LINKS } from '#tests/support/platforms.ts';

const JOB = '0b5c5d2e-9d1c-4c43-8a4f-0f5f1f3b2a1c';
const TASK = '7e0f2f2a-3c1c-4a0e-9d1c-aaaaaaaaaaaa';
const FOLDER = `job-0b5c/${JOB}`;
const LOG = `/job-files/${FOLDER}/task-${TASK}.txt`;

describe('job files', () => {
  let parent = '';
  let root = '';
  let server: HttpServer;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'job-files-'));
    root = join(parent, 'storage');
    await mkdir(join(root, FOLDER), { recursive: true });
    await writeFile(join(root, FOLDER, `task-${TASK}.txt`), '0123456789');
    await writeFile(join(root, FOLDER, 'last-rendered-tiny.jpg'), 'jpeg');
    await writeFile(join(root, FOLDER, 'notes.txt'), 'private');
    await writeFile(join(parent, 'secret.txt'), 'private');
    const routes = kernelRoutes({ localStorage: root, openApi: () => '', isReady: () => true });
    server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      handler: routeTable({ access: openAccess, routes, doors: {}, more: [] }),
      logger: createLogger({ level: 'silent', terminal: false }),
    });
  });
  afterEach(async () => {
    await server.stop(0);
    await rm(parent, { recursive: true });
  });

  /** Sends the path as it is, which `fetch` would tidy up first. */
  function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
    return rawRequest(`http://127.0.0.1:${server.port}`, { method, path, headers });
  }

  it('are task logs as text and last-rendered images', async () => {
    const log = await ask(LOG);
    expect(log).toMatchObject({ status: 200, text: '0123456789' });
    expect(log.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-length': '10',
    });
    expect(log.headers['content-disposition']).toBeUndefined();
    expect((await ask(`/job-files/${FOLDER}/last-rendered-tiny.jpg`)).headers['content-type']).toBe('image/jpeg');
  });

  it('are saved by browsers if requested as a download', async () => {
    expect((await ask(`${LOG}?download`)).headers['content-disposition']).toBe(
      `attachment; filename="task-${TASK}.txt"`,
    );
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('can be read in part: %s', async (range, status, text, contentRange) => {
    const answer = await ask(LOG, { Range: range });
    expect(answer).toMatchObject({ status, text });
    expect(answer.headers['content-range']).toBe(contentRange);
  });

  it('have no bytes beyond their end', async () => {
    const answer = await ask(LOG, { Range: 'bytes=10-' });
    expect(answer).toMatchObject({ status: 416, text: expect.stringContaining('"code":416') });
    expect(answer.headers['content-range']).toBe('bytes */10');
  });

  it('are not sent again as long as they have not changed', async () => {
    const { headers } = await ask(LOG);
    const etag = headers.etag ?? '';
    expect(await ask(LOG, { 'If-None-Match': etag })).toMatchObject({ status: 304, text: '' });
    expect(await ask(LOG, { 'If-Modified-Since': headers['last-modified'] ?? '' })).toMatchObject({ status: 304 });
    expect(await ask(LOG, { Range: 'bytes=1-1', 'If-Range': etag })).toMatchObject({ status: 206, text: '1' });
    await writeFile(join(root, FOLDER, `task-${TASK}.txt`), '0123456789 and more');
    expect(await ask(LOG, { 'If-None-Match': etag })).toMatchObject({ status: 200 });
    expect(await ask(LOG, { Range: 'bytes=1-1', 'If-Range': etag })).toMatchObject({ status: 200 });
  });

  it('can be asked for only their size, and may be empty', async () => {
    expect(await ask(LOG, {}, 'HEAD')).toMatchObject({ status: 200, text: '', headers: { 'content-length': '10' } });
    await writeFile(join(root, FOLDER, `task-${TASK}.txt`), '');
    expect(await ask(LOG)).toMatchObject({ status: 200, text: '' });
  });

  it.each([
    `/job-files/${FOLDER}/notes.txt`,
    `/job-files/${FOLDER}/`,
    '/job-files/',
    `/job-files/${FOLDER}/../../../secret.txt`,
    `/job-files/..%2f..%2fsecret.txt`,
    `/job-files/${FOLDER}/task-${TASK}.txt%00.jpg`,
    `/job-files/${FOLDER}//task-${TASK}.txt`,
    `/job-files/${FOLDER}/last-rendered-small.jpg`,
  ])('are nothing else: %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('private');
  });

  it('are never reached through links', SYMBOLIC_LINKS, async () => {
    await symlink(join(parent, 'secret.txt'), join(root, FOLDER, 'last-rendered.jpg'));
    expect(await ask(`/job-files/${FOLDER}/last-rendered.jpg`)).toMatchObject({ status: 404 });
    const linked = `job-1111/1111${JOB.slice(4)}`;
    await mkdir(join(root, 'job-1111'));
    await symlink(join(root, FOLDER), join(root, linked));
    expect(await ask(`/job-files/${linked}/task-${TASK}.txt`)).toMatchObject({ status: 404 });
  });

  it('accept only GET and HEAD; everything else is refused with 405', async () => {
    expect(await ask(LOG, {}, 'DELETE')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });
});
