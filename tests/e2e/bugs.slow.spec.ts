import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { BUGS, WITH_BUGS } from '#tests/support/bugs.ts';

afterEach(() => void vi.unstubAllEnvs());

test.for(BUGS)(
  'a manager with a bug (%s) logs it and ends in order, with a code of its own',
  async ([signal, says]) => {
    const home = await mkdtemp(join(tmpdir(), 'flamenco bug '));
    const port = await freePort();
    vi.stubEnv('NODE_OPTIONS', WITH_BUGS.NODE_OPTIONS);
    const manager = await startManager({ home, port, name: 'Test farm' });
    try {
      const url = `http://127.0.0.1:${port}`;
      await waitUntilReady(manager, url);
      // The page framework listens for such errors from its first page on, and would go on as if nothing had happened.
      expect((await fetch(`${url}/app/jobs`)).status).toBe(200);
      process.kill(manager.pid, signal);
      expect(await manager.ended).toBe('exit code 1');
      const log = manager.tail(100);
      expect(log).toContain(says);
      expect(log).toContain('manager has a bug, and cannot go on');
      expect(log).toContain('"msg":"manager stopped"');
    } finally {
      await manager.stop();
      await rm(home, { recursive: true });
    }
  },
);
