import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { fakeLinux, GOOD_NODE } from './support/linux.ts';

const UNIX = needs('a shell of Unix', process.platform !== 'win32');

describe('an update by join.sh', UNIX, () => {
  const workerIn = (folder: string) => readFile(join(folder, 'worker', 'worker', 'main.ts'), 'utf8');

  it('keeps the Node from before until the new one has run here', async () => {
    const linux = await fakeLinux();
    expect(linux.join('--install').code).toBe(0);
    const node = join(linux.own, 'node', 'bin', 'node');
    const old = '#!/bin/sh\necho 20\n';
    await writeFile(node, old);
    await linux.serve({ node: '#!/bin/sh\nexit 1\n' });
    expect(linux.join('--install').code).toBe(1);
    expect(await readFile(node, 'utf8')).toBe(old);
    await linux.program('node', GOOD_NODE);
    expect(linux.join('--install').said).toContain('Using the Node of this machine');
    expect(await readFile(node, 'utf8')).toBe(old);
    await linux.serve({});
    expect(linux.join('--install').code).toBe(0);
    expect(await readFile(node, 'utf8')).toBe(GOOD_NODE);
  });

  it.each([
    ['the disk refuses it', 'exit 1'],
    ['somebody presses Ctrl+C', 'kill -INT $PPID; exit 1'],
  ])('puts the worker from before back when the new one does not get to its place: %s', async (_why, end) => {
    const linux = await fakeLinux();
    await linux.serve({ worker: 'echo old' });
    linux.join('--install');
    await linux.serve({ worker: 'echo new' });
    await linux.program('mv', `#!/bin/sh\ncase "$1" in */incoming.*/worker) ${end} ;; esac\nexec /bin/mv "$@"\n`);
    expect(linux.join('--install').code).not.toBe(0);
    expect(await workerIn(linux.own)).toBe('echo old');
    expect((await readdir(linux.own)).toSorted()).toEqual(['flamenco-worker', 'home', 'node', 'worker']);
  });

  it('finds the worker from before again after a power cut between the two', async () => {
    const linux = await fakeLinux();
    await linux.serve({ worker: 'echo old' });
    linux.join('--install');
    await linux.program(
      'mv',
      '#!/bin/sh\ncase "$1" in */incoming.*/worker) kill -KILL $PPID; exit 1 ;; esac\nexec /bin/mv "$@"\n',
    );
    await linux.serve({ worker: 'echo new' });
    linux.join('--install');
    await linux.program('mv', '#!/bin/sh\nexec /bin/mv "$@"\n');
    await linux.serve({ worker: 'exit 1' });
    expect(linux.join('--install').said).toContain('the worker does not run on this machine');
    expect(await workerIn(linux.own)).toBe('echo old');
  });
});

describe('join.sh where a service of systemd runs the worker', UNIX, () => {
  it.each([[[]], [['--run']]])('starts no second one, but that service, with %j', async (options) => {
    const linux = await fakeLinux();
    await linux.serve({ worker: 'case "$*" in *--home*) echo STARTED ;; esac' });
    expect(linux.join('--service', 'user').code).toBe(0);
    await linux.calls();
    const { code, said } = linux.join(...options);
    expect(said).toContain('The service of this account runs the worker, so it is not started here as well.');
    expect(said).not.toContain('STARTED');
    expect(code).toBe(0);
    expect(await linux.calls()).toContain('--user restart flamenco-ng-worker.service');
  });

  it('runs the worker where systemd does not, as in a container', async () => {
    const linux = await fakeLinux();
    await linux.serve({ worker: 'case "$*" in *--home*) echo STARTED ;; esac' });
    await linux.program('systemctl', '#!/bin/sh\nexit 1\n');
    expect(linux.join('--service', 'user').said).toContain('systemd is not running here');
    expect(linux.join('--run').said).toContain('STARTED');
  });

  it('makes no other worker by accident, and says where the one of the machine is', async () => {
    const root = await fakeLinux();
    await writeFile(root.machineUnit, 'ExecStart="/opt/farm worker/flamenco-worker" --restart-exit-code 47\n');
    for (const options of [[], ['--run'], ['--install']]) {
      const { code, said } = root.join(...options);
      expect(code).toBe(1);
      expect(said).toContain('a service runs the worker in /opt/farm worker on this machine already');
      expect(said).toContain('add --dir "/opt/farm worker", with sudo');
    }
    expect(existsSync(root.own)).toBe(false);
    expect(root.join('--install', '--dir', root.own).code).toBe(0);
  });

  it("neither takes over nor removes the service of another folder's worker", async () => {
    const linux = await fakeLinux();
    linux.join('--service', 'user');
    const unit = await readFile(linux.unit, 'utf8');
    const other = `${linux.own} 2`;
    const { code, said } = linux.join('--service', 'user', '--dir', other);
    expect(code).toBe(1);
    expect(said).toContain(`${linux.unit} is the service of the worker in ${linux.own}.`);
    expect(existsSync(other)).toBe(false);
    expect(linux.join('--install', '--dir', other).code).toBe(0);
    await linux.calls();
    expect(linux.join('--remove', '--dir', other).code).toBe(0);
    expect(await linux.calls()).toEqual([]);
    expect(await readFile(linux.unit, 'utf8')).toBe(unit);
    expect(linux.join('--remove').code).toBe(0);
    expect(await linux.calls()).toEqual(['--user disable --now flamenco-ng-worker.service']);
    expect(existsSync(linux.unit)).toBe(false);
  });

  it('leaves a service that somebody has stopped as it is, after an update without more', async () => {
    const linux = await fakeLinux();
    linux.join('--service', 'user');
    await linux.program('systemctl', '#!/bin/sh\n[ "$2" != is-active ]\n');
    expect(linux.join('--install').said).toContain('To start it: systemctl --user start flamenco-ng-worker');
  });
});
