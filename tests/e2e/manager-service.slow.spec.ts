import { existsSync, readFileSync } from 'node:fs';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import path, { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import { startProgram } from '#scripts/farm/program.ts';
import { stopRequest } from '#scripts/service/manager-service.ts';
import { needs } from '#tests/support/needs.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';
import { until } from '#tests/worker/support/processes.ts';

const PATIENCE_MS = 60_000;

const LINUX = needs('Linux, to find the process of the manager', process.platform === 'linux');

it(
  'the keeper starts a manager that was killed again, writes its log, and stops it in order when asked',
  LINUX,
  async () => {
    const home = await temporaryFolder();
    const port = await freePort();
    const config = `_meta: {version: 3}\nlisten: 127.0.0.1:${port}\nautodiscoverable: false\nshared_storage_path: ${home}\n`;
    await writeFile(join(home, 'flamenco-manager.yaml'), config);
    // A request from before this one was launched is not for it.
    await writeFile(stopRequest(home, path), '');
    await utimes(stopRequest(home, path), 0, 0);
    const keeper = startProgram('keeper', 'scripts/service/keep-manager.ts', [home], join(home, 'keeper.log'));
    onTestFinished(() => keeper.stop());
    const file = join(home, 'flamenco-manager.log');
    const log = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    const starts = () => [...log().matchAll(/manager started/g)].length;
    await until(() => starts() === 1, 'the manager starts', PATIENCE_MS);

    const managers = await readFile(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8');
    const manager = Number(managers.trim().split(' ')[0]);
    expect(manager).toBeGreaterThan(1);
    process.kill(manager, 'SIGKILL');
    await until(() => starts() === 2, 'the manager is started again', PATIENCE_MS);
    expect(log()).toContain('the manager has ended (it was killed (SIGKILL)); it is started again in 5 s');
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);

    await writeFile(stopRequest(home, path), '');
    expect(await keeper.ended).toBe('exit code 0');
    expect(log().trimEnd()).toMatch(/manager is stopping reason="?asked"?.*\n.*manager stopped$/);
    expect(existsSync(stopRequest(home, path))).toBe(false);
  },
);
