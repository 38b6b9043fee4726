import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { makeDesk } from './desks.ts';

const UNIX = needs('a shell of Unix', process.platform !== 'win32');
const UNIT = 'flamenco-ng-manager.service';

async function foreignUnit(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '[Service]\nExecStart=/opt/flamenco/flamenco-manager\n');
}

describe('npm run service', UNIX, () => {
  it('installs, tells, restarts and removes a service of the account', async () => {
    const desk = await makeDesk('linux');
    expect(await desk.run('install')).toEqual({
      code: 0,
      said: `(prepared for renee)\nWrote ${desk.user}\n(started ${desk.home})\nIt starts when you log in. To have it start with the machine: loginctl enable-linger\n`,
    });
    expect(await desk.calls()).toEqual(['--user daemon-reload', `--user enable ${UNIT}`, `--user restart ${UNIT}`]);

    await desk.set('shows', 'ActiveState=active\nSubState=running\nMainPID=42\nResult=success\n');
    const { code, said } = await desk.run('status');
    expect(code).toBe(0);
    expect(said).toContain('flamenco-ng-manager is running (process 42); it starts at log-in');
    expect(said).toContain(`Its folder: ${desk.home}`);
    await desk.set('shows', 'ActiveState=failed\nSubState=failed\nMainPID=0\nResult=exit-code\n');
    expect(await desk.run('status')).toMatchObject({ code: 3 });

    await desk.calls();
    expect(await desk.run('restart')).toMatchObject({
      code: 0,
      said: `(prepared for renee)\n(started ${desk.home})\n`,
    });
    expect(await desk.calls()).toEqual([`--user restart ${UNIT}`]);

    expect(await desk.run('remove')).toMatchObject({ code: 0 });
    expect(await desk.calls()).toEqual([`--user disable --now ${UNIT}`, '--user daemon-reload']);
    expect(existsSync(desk.user)).toBe(false);
    expect(await desk.run('status')).toMatchObject({ code: 4 });
    expect(await desk.run('restart')).toMatchObject({ problem: expect.stringContaining('there is no service') });
  });

  it('starts and stops it', async () => {
    const desk = await makeDesk('linux');
    await desk.run('install');
    await desk.calls();
    expect(await desk.run('stop')).toEqual({ code: 0, said: `The manager of ${desk.home} has ended.\n` });
    expect((await desk.run('start')).said).toBe(`(prepared for renee)\n(started ${desk.home})\n`);
    expect(await desk.calls()).toEqual([`--user stop ${UNIT}`, `--user start ${UNIT}`]);
  });

  const RUNS = 'ActiveState=active\nMainPID=42\n';
  const show = `--user show --property=ActiveState,SubState,MainPID,Result ${UNIT}`;

  it.each(['restart', 'install'])('stops a running manager before packages are replaced: %s', async (verb) => {
    const desk = await makeDesk('linux');
    await desk.run('install');
    await desk.calls();
    await desk.set('shows', RUNS);
    desk.project.hasChanged = true;
    expect(await desk.run(verb)).toMatchObject({ code: 0 });
    const calls = await desk.calls();
    expect(calls.slice(0, 3)).toEqual([show, `--user stop ${UNIT}`, '(installs packages)']);
    expect(calls.at(-1)).toBe(`--user restart ${UNIT}`);
  });

  it('starts the old one again if they cannot be installed', async () => {
    const desk = await makeDesk('linux');
    await desk.run('install');
    await desk.calls();
    await desk.set('shows', RUNS);
    Object.assign(desk.project, { hasChanged: true, problem: 'npm could not' });
    expect(await desk.run('restart')).toMatchObject({ problem: 'npm could not' });
    expect(await desk.calls()).toEqual([show, `--user stop ${UNIT}`, '(installs packages)', `--user start ${UNIT}`]);
  });

  it('shows what it would do, and does nothing', async () => {
    const desk = await makeDesk('linux');
    const { code, said } = await desk.run('install', '--system', '--home', '/srv/farm', '--dry-run');
    expect(code).toBe(0);
    expect(said).toContain(`would write ${desk.system}:\n`);
    expect(said).toContain('    ExecStart="/usr/bin/node" "/opt/flamenco-ng/scripts/launch.mjs" "--prepared"');
    expect(said).toContain(`would run   systemctl --system enable ${UNIT}`);
    expect(await desk.calls()).toEqual([]);
    expect(existsSync(desk.system)).toBe(false);
  });

  it('installs a service of the machine for an account, and warns of root', async () => {
    const desk = await makeDesk('linux', { isAdmin: true });
    expect((await desk.run('install')).said).toContain('Warning: the manager would run as root');
    expect((await desk.run('install', '--account', 'farm')).said).toContain('(prepared for farm)');
    expect(await readFile(desk.system, 'utf8')).toContain('User=farm\n');
    // It is remembered whose it is.
    expect((await desk.run('restart')).said).toContain('(prepared for farm)');
  });

  it('without the rights for it, changes nothing and says which command to use', async () => {
    const desk = await makeDesk('linux');
    expect(await desk.run('install', '--system')).toMatchObject({ problem: expect.stringMatching(/: sudo install$/) });
    await foreignUnit(desk.system);
    expect(await desk.run('remove')).toMatchObject({ problem: expect.stringMatching(/: sudo remove$/) });
    expect(await desk.calls()).toEqual([]);
  });

  it('replaces no service that it has not made, or that is of another manager, unless somebody wants that', async () => {
    const desk = await makeDesk('linux');
    await foreignUnit(desk.user);
    expect(await desk.run('install')).toMatchObject({
      problem: expect.stringMatching(/not made by this command.*--yes/),
    });
    expect(await desk.run('remove')).toMatchObject({ problem: expect.stringContaining('name the manager') });
    expect(await readFile(desk.user, 'utf8')).toContain('/opt/flamenco/flamenco-manager');
    expect(await desk.run('install', '--yes')).toMatchObject({ code: 0 });
    expect(await desk.run('install', '--home', '/srv/other')).toMatchObject({
      problem: expect.stringContaining(`starts the manager of ${desk.home}`),
    });
    expect(await desk.run('install')).toMatchObject({ code: 0 });
    expect(await desk.run('install', '--home', '/srv/other', '--name', 'second')).toMatchObject({ code: 0 });
  });

  it.each([
    [false, { problem: 'nothing was changed' }],
    [true, { code: 0 }],
  ])('asks at a terminal before it replaces one: %s', async (answer, outcome) => {
    const desk = await makeDesk('linux', { answer });
    await foreignUnit(desk.user);
    expect(await desk.run('install')).toMatchObject(outcome);
    expect(desk.questions).toEqual([expect.stringContaining('Replace it?')]);
  });

  it('says which command failed, how, and what to do', async () => {
    const desk = await makeDesk('linux');
    await desk.set('fails', 'restart');
    expect((await desk.run('install')).problem).toBe(
      [
        `"systemctl --user restart ${UNIT}" failed (exit code 1)`,
        'Failed to restart unit',
        'What it says about it: systemctl --user status flamenco-ng-manager',
      ].join('\n'),
    );
  });

  describe('on a Mac', () => {
    const TARGET = 'gui/501/org.flamenco-ng.manager';

    it('waits until the old manager has gone, and tries until launchd takes the new one', async () => {
      const desk = await makeDesk('darwin');
      await desk.set('logged-in', 'yes');
      await desk.set('refuses', '3');
      expect(await desk.run('install')).toMatchObject({ code: 0 });
      await desk.calls();
      await desk.set('stays', '4');
      expect((await desk.run('restart')).said).toContain('Waiting for the manager to end …');
      const calls = await desk.calls();
      expect(calls.filter((call) => call.startsWith('bootstrap'))).toEqual([`bootstrap gui/501 ${desk.user}`]);
      expect(calls.indexOf(`bootstrap gui/501 ${desk.user}`)).toBeGreaterThan(calls.lastIndexOf(`print ${TARGET}`));
      expect(await desk.run('remove')).toMatchObject({ code: 0 });
      expect(existsSync(desk.user)).toBe(false);
    });

    it('says what to do when launchd does not take it', async () => {
      const desk = await makeDesk('darwin');
      await desk.set('logged-in', 'yes');
      await desk.set('refuses', '100');
      const { problem } = await desk.run('install');
      expect(problem).toContain('Bootstrap failed: 5');
      expect(problem).toContain(`The manager does not run now`);
      expect(problem).toContain(`launchctl bootstrap gui/501 "${desk.user}"`);
    });

    it('removes nothing while the manager still runs', async () => {
      const desk = await makeDesk('darwin');
      await desk.set('logged-in', 'yes');
      await desk.run('install');
      await desk.set('stays', '1000');
      expect((await desk.run('remove')).problem).toContain('launchd has not stopped the manager');
      expect(existsSync(desk.user)).toBe(true);
    });

    it('waits for a login when nobody is at the screen, and says so', async () => {
      const desk = await makeDesk('darwin');
      const { code, said } = await desk.run('install');
      expect(code).toBe(0);
      expect(said).toContain('it starts at your next login');
      expect(said).not.toContain('(started');
    });

    it('does not make services of an account as root', async () => {
      const desk = await makeDesk('darwin', { isAdmin: true });
      expect(await desk.run('install', '--user')).toMatchObject({ problem: expect.stringContaining('without sudo') });
      expect(await desk.run('install', '--account', 'farm')).toMatchObject({ code: 0 });
      expect(await readFile(desk.system, 'utf8')).toContain('<key>UserName</key><string>farm</string>');
    });
  });

  it.each([
    [[], 'say install, remove, status, start, stop or restart'],
    [['install', 'remove'], 'say install, remove, status, start, stop or restart'],
    [['install', '--user', '--system'], '--user and --system exclude each other'],
    [['install', '--name', '../x'], '--name: "../x" is not made of'],
    [['install', '--what'], "Unknown option '--what'; --help lists the options"],
    [['install', '--account', 'farm'], '--account goes with --system'],
    [['install', '--home', 'a\nb'], 'a service cannot have line breaks'],
  ])('refuses %j', async (args, complaint) => {
    const desk = await makeDesk('linux');
    expect((await desk.run(...args)).problem).toContain(complaint);
    expect(await desk.calls()).toEqual([]);
  });
});
