import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAddOn } from '#plugins/blender/add-on-files.ts';
import { zipAddOn } from '#plugins/blender/add-on-zip.ts';
import { newestAddOn } from '#plugins/blender/newest-add-on.ts';
import { ADD_ON_LINK, addOnRoutes } from '#plugins/blender/serve-add-on.ts';
import { FarmError } from '#server/domain/errors.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const WHEEL = { name: 'some_library-1.0-py3-none-any.whl', bytes: new TextEncoder().encode('a wheel') };
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const zipWith = async (wheels: readonly (typeof WHEEL)[], version = '1.2.3') =>
  zipAddOn(await readAddOn(wheels), version);

describe('the zip of the add-on', () => {
  it('is one folder with the package, its manifest and the licence, and nothing that Python generated', async () => {
    const paths = Object.keys(unzipSync(await zipWith([])));
    expect(paths.filter((path) => !path.startsWith('flamenco_ng/'))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(['flamenco_ng/blender_manifest.toml', 'flamenco_ng/LICENSE']));
    expect(paths.filter((path) => /__pycache__|\.pyc$/.test(path))).toEqual([]);
  });

  it('has its version in each place where Blender and the add-on look', async () => {
    const files = unzipSync(await zipWith([], '0.3.481234'));
    expect(text(files['flamenco_ng/blender_manifest.toml'])).toContain('\nversion = "0.3.481234"\n');
    expect(text(files['flamenco_ng/__init__.py'])).toContain('"version": (0, 3, 481234)');
    expect(text(files['flamenco_ng/addon_id.py'])).toContain('VERSION = (0, 3, 481234)');
  });

  it('is the same to the byte after each start of the manager, so nobody fetches it twice', async () => {
    expect(Buffer.from(await zipWith([WHEEL])).equals(await zipWith([WHEEL]))).toBe(true);
  });

  it('has its wheels beside the package, and does not name them in the manifest', async () => {
    const files = unzipSync(await zipWith([WHEEL]));
    expect(text(files[`flamenco_ng/wheels/${WHEEL.name}`])).toBe('a wheel');
    expect(text(files['flamenco_ng/blender_manifest.toml'])).not.toContain('wheels');
  });

  it('has no wheels if there are none', async () => {
    const files = unzipSync(await zipWith([]));
    expect(Object.keys(files).filter((path) => path.endsWith('.whl'))).toEqual([]);
  });
});

describe('the download of the add-on', () => {
  let manager: TestManager;
  let folder: string;
  let isOff = false;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'add-on-'));
    const logger = { warn: () => undefined };
    const newest = newestAddOn({ folder, clock: { now: () => Date.UTC(2026, 10, 30) }, logger });
    const more = addOnRoutes(() => {
      if (isOff) throw new FarmError('not-found', { message: 'the plugin blender is not running on this manager' });
      return { newest };
    });
    manager = await startTestManager({ more });
  });
  afterAll(async () => {
    await manager?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const get = (path: string, init?: RequestInit) => fetch(new URL(path, manager.url), init);

  it.each(['/flamenco-ng-addon.zip', '/flamenco-addon.zip', '/flamenco3-addon.zip', ADD_ON_LINK])(
    'is at %s',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/zip');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="flamenco-ng-addon.zip"');
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(Object.keys(unzipSync(bytes))).toContain('flamenco_ng/blender_manifest.toml');
    },
  );

  it('is not sent again to clients that have it', async () => {
    const first = await get('/flamenco-ng-addon.zip', { method: 'HEAD' });
    expect(Number(first.headers.get('content-length'))).toBeGreaterThan(0);
    const etag = first.headers.get('etag') ?? '';
    const again = await get('/flamenco-ng-addon.zip', { headers: { 'If-None-Match': `"other", W/${etag}` } });
    expect(again.status).toBe(304);
    expect((await get('/flamenco-ng-addon.zip', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  it('accepts only GET and HEAD; everything else is refused with 405', async () => {
    const answer = await get('/flamenco-ng-addon.zip', { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('is in a repository of extensions, whose list says which bytes are beside it', async () => {
    const answer = await get('/addon/index.json?blender_version=5.0.1&platform=linux-x64');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { version, data } = (await answer.json()) as { version: string; data: Record<string, unknown>[] };
    expect([version, data.length]).toEqual(['v1', 1]);
    const [entry = {}] = data;
    expect(entry).toMatchObject({ id: 'flamenco_ng', type: 'add-on', archive_url: './flamenco-ng-addon.zip' });
    const zip = new Uint8Array(await (await get('/addon/flamenco-ng-addon.zip')).arrayBuffer());
    expect(entry['archive_size']).toBe(zip.length);
    expect(entry['archive_hash']).toBe(`sha256:${createHash('sha256').update(zip).digest('hex')}`);
    expect(text(unzipSync(zip)['flamenco_ng/blender_manifest.toml'])).toContain(
      `version = "${String(entry['version'])}"`,
    );
  });

  it('has the version of the product, but for the last number', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    const { data } = (await (await get('/addon/index.json')).json()) as { data: { version: string }[] };
    expect(data[0]?.version.split('.').slice(0, 2)).toEqual(version.split('.').slice(0, 2));
  });

  it.each(['/addon/index.json', '/addon/flamenco-ng-addon.zip'])(
    'answers at %s also when a token comes along, as Blender sends that of a repository',
    async (path) => {
      expect((await get(path, { headers: { Authorization: 'Bearer a-token' } })).status).toBe(200);
    },
  );

  it('is not available while the plugin is off', async () => {
    isOff = true;
    const answer = await get('/flamenco-ng-addon.zip');
    isOff = false;
    expect(answer.status).toBe(404);
  });
});
