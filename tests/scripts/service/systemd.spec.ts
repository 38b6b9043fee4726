import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeIn } from '#scripts/service/manager-service.ts';
import { systemd } from '#scripts/service/systemd.ts';
import { systemdCommand } from '#scripts/service/systemd-words.ts';
import { findProgram } from '#scripts/system/find-program.ts';
import { runQuietly } from '#scripts/system/run-quietly.ts';
import { needs } from '#tests/support/needs.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';
import { AWKWARD, LAUNCHED, written } from './services.ts';

const SYSTEMD = needs('systemd-analyze', findProgram('systemd-analyze') !== undefined);
const services = systemd('/home/renee/.config');
const unit = written(services.install(AWKWARD));

describe('the manager as a service of systemd', () => {
  it('is started by systemd with exactly these words, whatever is in its paths', SYSTEMD, async () => {
    const folder = await temporaryFolder();
    const node = join(folder, AWKWARD.node);
    await mkdir(dirname(node), { recursive: true });
    await writeFile(node, '#!/bin/sh\n');
    await chmod(node, 0o755);
    const file = join(folder, 'flamenco-ng-manager.service');
    await writeFile(file, written(services.install({ ...AWKWARD, node, account: 'root' })));
    const env = { ...process.env, SYSTEMD_LOG_LEVEL: 'debug', SYSTEMD_LOG_TARGET: 'console' };
    const { said } = await runQuietly('systemd-analyze', ['verify', file], { env });
    const [, line = ''] = /Command Line: (.*)/.exec(said) ?? [];
    // systemd shows words as a shell takes them, before it replaces $$ by $.
    const show = 'for word; do printf "%s\\n" "$word"; done';
    const { said: words } = await runQuietly('sh', ['-c', `set -- ${line}; ${show}`]);
    expect(words.trimEnd().replaceAll('$$', '$').split('\n')).toEqual([node, ...LAUNCHED.slice(1)]);
    const quiet = await runQuietly('systemd-analyze', ['verify', file]);
    expect(quiet.said.split('\n').filter((complaint) => complaint.includes('flamenco-ng-manager'))).toEqual([]);
  });

  it('starts with the machine under its account, when its folder is there', () => {
    expect(services.where(AWKWARD)).toEqual({ file: '/etc/systemd/system/flamenco-ng-manager.service' });
    for (const line of ['User=renee', 'WantedBy=multi-user.target', 'RequiresMountsFor="/srv/'])
      expect(unit).toContain(`\n${line}`);
  });

  it('or when its account logs in', () => {
    const user = { ...AWKWARD, scope: 'user' } as const;
    const own = written(services.install(user));
    expect(services.where(user)).toEqual({ file: '/home/renee/.config/systemd/user/flamenco-ng-manager.service' });
    expect(own).toContain('\nWantedBy=default.target');
    expect(own).not.toMatch(/User=|RequiresMountsFor/);
    expect(services.install(user)).toContainEqual({
      do: 'run',
      words: ['systemctl', '--user', 'enable', 'flamenco-ng-manager.service'],
    });
  });

  it('is started again after a crash, and has a minute to end in order', () => {
    for (const line of ['Restart=on-failure', 'KillMode=mixed', 'TimeoutStopSec=60'])
      expect(unit).toContain(`\n${line}\n`);
  });

  it('is known to be ours, and for which folder', () => {
    expect(homeIn(unit)).toBe(AWKWARD.home);
    expect(homeIn('[Unit]\nDescription=Flamenco manager\n')).toBeUndefined();
  });

  it('is not made for a Node that systemd cannot start', () => {
    expect(() => systemdCommand(['/opt/"node"'])).toThrow('no program with quotes or backslashes');
  });

  it.each([
    ['ActiveState=active\nSubState=running\nMainPID=42\nResult=success\n', { running: true, detail: 'process 42' }],
    [
      'ActiveState=failed\nSubState=failed\nMainPID=0\nResult=exit-code\n',
      { running: false, detail: 'failed, exit-code' },
    ],
    ['Failed to connect to bus\n', { running: false, detail: '' }],
  ])('tells how it is: %j', (said, status) => {
    expect(services.readStatus(said)).toEqual(status);
  });
});
