import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipAddOn } from '#plugins/blender/add-on-zip.ts';
import { downloadRoutes } from '#plugins/blender/serve-add-on.ts';
import { FarmError } from '#server/domain/errors.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const WHEEL = { name: 'some_library-1.0-py3-none-any.whl', bytes: new TextEncoder().encode('a wheel') };
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('the zip of the add-on', () => {
  it('is one folder with the package, its manifest and the licence, and nothing that Python generated', async () => {
    const paths = Object.keys(unzipSync(await zipAddOn([])));
    expect(paths.filter((path) => !path.startsWith('flamenco_ng/'))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(['flamenco_ng/blender_manifest.toml', 'flamenco_ng/LICENSE']));
    expect(paths.filter((path) => /__pycache__|\.pyc$/.test(path))).toEqual([]);
  });

  it('has the version of the product in each place where Blender looks', async () => {
    const files = unzipSync(await zipAddOn([]));
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    const tuple = `(${version.split('.').join(', ')})`;
    expect(text(files['flamenco_ng/blender_manifest.toml'])).toContain(`\nversion = "${version}"`);
    expect(text(files['flamenco_ng/__init__.py'])).toContain(`"version": ${tuple}`);
    expect(text(files['flamenco_ng/addon_id.py'])).toContain(`VERSION = ${tuple}`);
  });

  it('is the same to the byte after each start of the manager, so nobody fetches it twice', async () => {
    expect(Buffer.from(await zipAddOn([WHEEL])).equals(await zipAddOn([WHEEL]))).toBe(true);
  });

  it('has its wheels beside the package, and does not name them in the manifest', async () => {
    const files = unzipSync(await zipAddOn([WHEEL]));
    expect(text(files[`flamenco_ng/wheels/${WHEEL.name}`])).toBe('a wheel');
    expect(text(files['flamenco_ng/blender_manifest.toml'])).not.toContain('wheels');
  });

  it('has no wheels if there are none', async () => {
    const files = unzipSync(await zipAddOn([]));
    expect(Object.keys(files).filter((path) => path.endsWith('.whl'))).toEqual([]);
  });
});

describe('the download of the add-on', () => {
  let manager: TestManager;
  let isOff = false;

  beforeAll(async () => {
    const more = downloadRoutes(() => {
      if (isOff) throw new FarmError('not-found', { message: 'the plugin blender is not running on this manager' });
    });
    manager = await startTestManager({ more });
  });
  afterAll(() => manager?.stop());
  const get = (path: string, init?: RequestInit) => fetch(new URL(path, manager.url), init);

  it.each(['/flamenco-ng-addon.zip', '/flamenco-addon.zip', '/flamenco3-addon.zip'])('is at %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="flamenco-ng-addon.zip"');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(Object.keys(unzipSync(bytes))).toContain('flamenco_ng/blender_manifest.toml');
  });

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

  it('is not available while the plugin is off', async () => {
    isOff = true;
    const answer = await get('/flamenco-ng-addon.zip');
    isOff = false;
    expect(answer.status).toBe(404);
  });
});
