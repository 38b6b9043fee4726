import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinRoutes } from '#plugins/joining/join-routes.ts';
import { JOIN_PLATFORMS, NODE_PACKAGES } from '#plugins/joining/platforms.ts';
import { joining } from '#plugins/joining/plugin.ts';
import { createPluginHost, type PluginHost } from '#server/plugins/host.ts';
import { findProgram } from '#scripts/system/find-program.ts';
import { runQuietly } from '#scripts/system/run-quietly.ts';
import { needs } from '#tests/support/needs.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';

const SHELLCHECK = needs('ShellCheck', findProgram('shellcheck') !== undefined);

describe('what a new machine fetches from the manager', () => {
  let manager: TestManager;
  let host: PluginHost<typeof joining>;
  beforeAll(async () => {
    manager = await startTestManager({
      config: 'trusted_proxies: [127.0.0.1]\n',
      more: joinRoutes(() => {
        const running = host.api('joining');
        if (!running) throw new Error('the plugin does not run');
        return running;
      }),
    });
    host = createPluginHost({ farm: manager.farm, plugins: [joining] });
    await host.start();
  });
  afterAll(async () => {
    await host.stop();
    await manager.stop();
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    rawRequest(manager.url + path, { method, headers });

  it.each(['/join.sh', '/join.ps1'])('%s is written for the address at which it was requested', async (path) => {
    const plain = await get(path, { Host: 'farm.studio:8080' });
    expect(plain.status).toBe(200);
    expect(plain.text).toMatch(/(MANAGER_URL|ManagerUrl) ?= ?'http:\/\/farm\.studio:8080'/);
    expect(plain.text).not.toMatch(/@[A-Z_]+@/);
    const proxied = await get(path, { Host: '[fd00::2]', 'X-Forwarded-Proto': 'https' });
    expect(proxied.text).toContain("'https://[fd00::2]'");
  });

  it.each(["farm'; rm -rf /; '", 'farm$(id)', 'farm/`id`'])('is not written for a host %j', async (name) => {
    expect((await get('/join.sh', { Host: name })).status).toBe(400);
  });

  it('the script asks for the registration secret while the farm has one, and never contains it', async () => {
    expect((await get('/join.sh')).text).toContain("NEEDS_SECRET='no'");
    const secret = 'the-secret-of-this-farm';
    await manager.farm.configuration.change([{ path: ['worker_registration_secret'], value: secret }]);
    for (const path of ['/join.sh', '/join.ps1']) {
      const { text } = await get(path);
      expect(text).toContain("'yes'");
      expect(text).not.toContain(secret);
    }
  });

  it('ShellCheck has nothing to say against the script', SHELLCHECK, async () => {
    const file = join(await temporaryFolder(), 'join.sh');
    await writeFile(file, (await get('/join.sh')).text);
    expect(await runQuietly('shellcheck', [file])).toEqual({ code: 0, said: '' });
  });

  it('the checksum next to the worker matches the worker', async () => {
    const { text } = await get('/join/worker.tar.gz.sha256');
    expect(text).toMatch(/^[0-9a-f]{64}\n$/);
    expect((await get('/join/worker.tar.gz', {}, 'HEAD')).status).toBe(200);
  });

  it('the script names the checksums of the worker and of each Node', async () => {
    const worker = (await get('/join/worker.tar.gz.sha256')).text.trim();
    for (const path of ['/join.sh', '/join.ps1']) {
      const { text } = await get(path);
      expect(text).toContain(worker);
      for (const platform of JOIN_PLATFORMS) expect(text).toContain(`${platform}=${NODE_PACKAGES[platform].sha256}`);
    }
  });

  it('Node has an exact version and checksums for every platform', () => {
    expect(Object.keys(NODE_PACKAGES).toSorted()).toEqual(JOIN_PLATFORMS.toSorted());
    for (const { version, integrity, sha256 } of Object.values(NODE_PACKAGES)) {
      expect(version).toMatch(/^24\.\d+\.\d+$/);
      expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it.each(['/join/', '/join/node-beos-x64.tgz', '/join/worker.tar.gz/x', '/join/node-linux-x64.tgz.exe'])(
    'there is no %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('accepts only GET and HEAD; everything else is refused with 405', async () => {
    expect((await get('/join.sh', {}, 'POST')).status).toBe(405);
    expect((await get('/join/worker.tar.gz', {}, 'DELETE')).status).toBe(405);
  });
});
