import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findProgram } from '#scripts/system/find-program.ts';
import { runQuietly } from '#scripts/system/run-quietly.ts';
import { needs } from '#tests/support/needs.ts';
import { fakeMac } from './support/mac.ts';

const LABEL = 'org.flamenco-ng.worker';
const USER = 'gui/501';
const UNIX = needs('a shell of Unix', process.platform !== 'win32');

describe("the worker as a service of a Mac's launchd", UNIX, () => {
  it('starts now, and with each login', async () => {
    const mac = await fakeMac();
    await mac.set('logged-in', 'yes');
    const { code, said } = mac.join('--service', 'user');
    expect(said).toContain('The worker is running as a service');
    expect(code).toBe(0);
    expect(mac.isLoaded(USER)).toBe(true);
    expect(await mac.calls()).toContain(`bootstrap ${USER} ${mac.agent}`);
  });

  it('is described in a file that a Mac can read', needs('Python 3', !!findProgram('python3')), async () => {
    const mac = await fakeMac();
    mac.join('--service', 'user');
    const parse = 'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))';
    const { said } = await runQuietly('python3', ['-c', parse, mac.agent]);
    expect(JSON.parse(said)).toEqual({
      Label: LABEL,
      ProgramArguments: [
        `${mac.own}/flamenco-worker`,
        '--restart-exit-code',
        '47',
        '--log-file',
        `${mac.own}/home/flamenco-worker.log`,
      ],
      EnvironmentVariables: { PATH: expect.stringContaining('/bin') },
      StandardErrorPath: `${mac.own}/home/flamenco-worker-stderr.log`,
      RunAtLoad: true,
      KeepAlive: { SuccessfulExit: false },
      ThrottleInterval: 10,
      ProcessType: 'Interactive',
      ExitTimeOut: 40,
    });
  });

  describe('is updated', () => {
    it.each(['--install', '--service'])('only when the old worker has gone, with %s', async (option) => {
      const mac = await fakeMac();
      await mac.set('logged-in', 'yes');
      mac.join('--service', 'user');
      await mac.calls();
      await mac.set('stays', '8');
      const { code, said } = mac.join(option, ...(option === '--service' ? ['user'] : []));
      expect(said).toContain('Waiting for the worker to hand its task back');
      expect(code).toBe(0);
      expect(mac.isLoaded(USER)).toBe(true);
      const calls = await mac.calls();
      const gone = calls.lastIndexOf(`print ${USER}/${LABEL}`);
      expect(calls.indexOf(`bootout ${USER}/${LABEL}`)).toBeLessThan(gone);
      expect(calls.filter((call) => call.startsWith('bootstrap'))).toEqual([`bootstrap ${USER} ${mac.agent}`]);
      expect(calls.indexOf(`bootstrap ${USER} ${mac.agent}`)).toBeGreaterThan(gone);
    });

    it('again and again while launchd is not ready for it', async () => {
      const mac = await fakeMac();
      await mac.set('logged-in', 'yes');
      await mac.set('refuses', '4');
      expect(mac.join('--service', 'user').code).toBe(0);
      expect(mac.isLoaded(USER)).toBe(true);
    });

    it('or whoever does it is told what is left to do', async () => {
      const mac = await fakeMac();
      await mac.set('logged-in', 'yes');
      await mac.set('refuses', '1000');
      const refused = mac.join('--service', 'user');
      expect(refused.code).toBe(1);
      expect(refused.said).toContain('launchd does not start its service: Bootstrap failed: 5: Input/output error');
      expect(refused.said).toContain(`launchctl bootstrap ${USER} "${mac.agent}"`);

      await mac.set('refuses', '0');
      mac.join('--service', 'user');
      await mac.set('stays', '1000');
      const stuck = mac.join('--install');
      expect(stuck.code).toBe(1);
      expect(stuck.said).toContain('the service still runs the old version');
    });

    it('for the whole machine, from where it is installed', async () => {
      const mac = await fakeMac({ uid: 0 });
      const options = ['--service', 'system', '--user', 'renee'];
      expect(mac.join(...options).code).toBe(0);
      expect(await readFile(mac.daemon, 'utf8')).toContain('<key>UserName</key><string>renee</string>');
      await mac.calls();
      const { code, said } = mac.join('--install');
      expect(said).toContain('The worker is a service of this machine.');
      expect(code).toBe(0);
      expect(await mac.calls()).toContain(`bootstrap system ${mac.daemon}`);
      expect(mac.isLoaded('system')).toBe(true);
    });

    it('and nothing else is restarted: a worker in another folder stays as it is', async () => {
      const mac = await fakeMac();
      await mac.set('logged-in', 'yes');
      mac.join('--service', 'user');
      await mac.calls();
      expect(mac.join('--install', '--dir', `${mac.own} 2`).code).toBe(0);
      expect(await mac.calls()).toEqual([]);
    });

    it('by root only, if it is a service of the machine', async () => {
      const root = await fakeMac({ uid: 0 });
      root.join('--service', 'system', '--user', 'renee', '--dir', root.machines);
      const { code, said } = root.joinAs(501, '--install', '--dir', root.machines);
      expect(code).toBe(1);
      expect(said).toContain(`sudo launchctl kickstart -k system/${LABEL}`);
    });
  });

  it("is not taken over by another folder's worker, and runs no second one", async () => {
    const mac = await fakeMac();
    await mac.set('logged-in', 'yes');
    mac.join('--service', 'user');
    const { code, said } = mac.join('--service', 'user', '--dir', `${mac.own} 2`);
    expect(code).toBe(1);
    expect(said).toContain(`${mac.agent} is the service of the worker in ${mac.own}.`);
    await mac.calls();
    expect(mac.join('--run')).toMatchObject({ code: 0, said: expect.stringContaining('not started here as well') });
    expect(await mac.calls()).toContain(`bootstrap ${USER} ${mac.agent}`);
  });

  it('waits for a login when there is none, and says so', async () => {
    const mac = await fakeMac();
    const { code, said } = mac.join('--service', 'user');
    expect(code).toBe(0);
    expect(said).toContain('renee is not logged in at the screen of this Mac, so the service was not started');
    expect(said).toContain('--service system --user renee');
    expect(existsSync(mac.agent)).toBe(true);
    // Without options, it is still taken for a service that is to be updated.
    expect(mac.join().said).toContain('Installed.');
    expect((await mac.calls()).filter((call) => call.startsWith('boot'))).toEqual([]);
  });

  it('is not installed for the account of root by accident', async () => {
    const mac = await fakeMac({ uid: 0 });
    expect(mac.join('--service', 'user').said).toContain('is installed without sudo');
    expect(existsSync(mac.agent)).toBe(false);
  });

  it('is gone before its files are removed', async () => {
    const mac = await fakeMac();
    await mac.set('logged-in', 'yes');
    mac.join('--service', 'user');
    await mac.set('stays', '1000');
    expect(mac.join('--remove').said).toContain('nothing was removed');
    expect(existsSync(`${mac.own}/home`)).toBe(true);
    await mac.set('stays', '3');
    expect(mac.join('--remove').code).toBe(0);
    expect(mac.isLoaded(USER)).toBe(false);
    for (const path of [mac.agent, mac.own]) expect(existsSync(path)).toBe(false);
  });

  // macOS has bash 3.2 as sh; small Linux systems have dash or busybox.
  for (const [name, ...words] of [['dash'], ['bash', '--posix'], ['busybox', 'sh']] as const)
    it(`needs nothing that ${name} does not have`, needs(name, !!findProgram(name)), async () => {
      const mac = await fakeMac({ shell: [name, ...words] });
      await mac.set('logged-in', 'yes');
      await mac.set('refuses', '1');
      expect(mac.join('--service', 'user')).toMatchObject({ code: 0 });
      await mac.set('stays', '3');
      expect(mac.join('--install')).toMatchObject({ code: 0 });
      expect(mac.isLoaded(USER)).toBe(true);
      expect(mac.join('--remove')).toMatchObject({ code: 0 });
    });
});
