import { describe, expect, it } from 'vitest';
import { firewallRules, openFirewall } from '#scripts/service/firewall.ts';
import { homeIn, type ManagerService } from '#scripts/service/manager-service.ts';
import { windowsTasks } from '#scripts/service/windows.ts';
import { readWindowsAccount } from '#scripts/service/windows-account.ts';
import { splitWindowsWords } from '#shared/windows-words.ts';
import { written } from './services.ts';

const SERVICE: ManagerService = {
  name: 'flamenco-ng-manager',
  scope: 'system',
  home: String.raw`D:\Renée & co\farm`,
  account: 'S-1-5-21-1-2-3-1001',
  node: String.raw`C:\Program Files\nodejs\node.exe`,
  tree: String.raw`D:\flamenco ng`,
  searchPath: '',
};
const SYSTEM = String.raw`C:\Windows\System32`;
const services = windowsTasks({ systemRoot: String.raw`C:\Windows`, temporary: String.raw`C:\Temp` });
const words = (steps: readonly object[]) =>
  steps.map((step) => ('words' in step ? (step.words as string[]) : []).join(' '));

/** The program and the arguments that the description has for it. */
function started(service: ManagerService): string[] {
  const xml = written(services.install(service)).replaceAll('&amp;', '&');
  const part = (name: string) => new RegExp(`<${name}>(.*)</${name}>`).exec(xml)?.[1] ?? '';
  return [part('Command'), ...splitWindowsWords(part('Arguments'))];
}

describe('the manager as a task of Windows', () => {
  const launcher = String.raw`D:\flamenco ng\scripts\launch.mjs`;
  const kept = [SERVICE.node, launcher, '--prepared', 'scripts/service/keep-manager.ts', SERVICE.home];

  it('starts with the machine, under its keeper', () => {
    expect(written(services.install(SERVICE))).toContain('<BootTrigger>');
    expect(started(SERVICE)).toEqual(kept);
  });

  it('or when its account logs on, without a window that people close', () => {
    const user = { ...SERVICE, scope: 'user' } as const;
    expect(written(services.install(user))).toContain('<LogonTrigger>');
    expect(started(user)).toEqual([String.raw`C:\Windows\System32\conhost.exe`, '--headless', ...kept]);
  });

  const request = (home: string) => String.raw`${home}\flamenco-manager-asked-to-stop`;

  it('is described anew first; then the old one is asked to end, and given time for that', () => {
    const steps = services.install(SERVICE, { home: SERVICE.home });
    expect(steps.map((step) => step.do).join(' ')).toBe('write run delete write wait run delete delete run');
    expect(steps[3]).toMatchObject({ do: 'write', file: request(SERVICE.home), text: '' });
    expect(steps[4]).toMatchObject({ do: 'wait', seconds: 70 });
    const [, create, , , , end, , , run] = words(steps);
    expect(end).toBe(String.raw`${SYSTEM}\schtasks.exe /End /TN flamenco-ng-manager`);
    expect(create).toBe(
      String.raw`${SYSTEM}\schtasks.exe /Create /TN flamenco-ng-manager /XML C:\Temp\flamenco-ng-manager.xml /F`,
    );
    expect(run).toBe(String.raw`${SYSTEM}\schtasks.exe /Run /TN flamenco-ng-manager`);
  });

  it('asks the manager that it replaces in its own folder', () => {
    const steps = services.install(SERVICE, { home: String.raw`E:\old` });
    expect(steps[3]).toMatchObject({ do: 'write', file: request(String.raw`E:\old`) });
    // And leaves no request behind that would stop the next one.
    expect(steps.filter((step) => step.do === 'delete').slice(1)).toEqual([
      { do: 'delete', file: request(String.raw`E:\old`) },
      { do: 'delete', file: request(SERVICE.home) },
    ]);
    expect(services.install(SERVICE).map((step) => step.do)).not.toContain('wait');
  });

  it('is written in UTF-16, as the Task Scheduler reads it', () => {
    expect(services.install(SERVICE)[0]).toMatchObject({ do: 'write', encoding: 'utf16le' });
  });

  it('is known to be ours, for which folder, and when it starts, from what Windows says in any code page', () => {
    const xml = written(services.install(SERVICE));
    const [description = ''] = /<Description>.*/.exec(xml) ?? [];
    expect(description).toMatch(/^[\x20-\x7E]+$/);
    expect(homeIn(xml)).toBe(SERVICE.home);
    expect(services.scopeIn(xml, 'user')).toBe('system');
    expect(services.scopeIn(written(services.install({ ...SERVICE, scope: 'user' })), 'system')).toBe('user');
  });

  it.each([
    ['Running 267009\r\n', { running: true, detail: '' }],
    ['Ready 1\r\n', { running: false, detail: 'ready, last result 1' }],
  ])('tells how it is: %j', (said, status) => {
    expect(services.readStatus(said)).toEqual(status);
  });

  it('tells an administrator from somebody with the account of one, in every language', () => {
    const user = '"studio\\renée","S-1-5-21-1-2-3-1001"\r\n';
    const label = (level: string) => `"Verbindliche Beschriftung","Bezeichnung","${level}",""\r\n`;
    const sid = 'S-1-5-21-1-2-3-1001';
    expect(readWindowsAccount(user, label('S-1-16-12288'))).toEqual({ sid, isAdmin: true });
    expect(readWindowsAccount(user, label('S-1-16-8192'))).toEqual({ sid, isAdmin: false });
    expect(readWindowsAccount('ERROR: Access is denied.', '')).toBeUndefined();
  });

  it('gets its port and the search for managers through the firewall', () => {
    const doors = { name: 'flamenco-ng-manager', port: 8081 };
    expect(firewallRules(doors)).toEqual([
      "New-NetFirewallRule -DisplayName 'flamenco-ng-manager' -Direction Inbound -Action Allow -Profile Private,Domain -Protocol TCP -LocalPort 8081",
      "New-NetFirewallRule -DisplayName 'flamenco-ng-manager (search)' -Direction Inbound -Action Allow -Profile Private,Domain -Protocol UDP -LocalPort 1900",
    ]);
    expect(openFirewall(String.raw`C:\Windows`, doors).at(-1)).toMatch(
      /^Remove-NetFirewallRule .*; New-NetFirewallRule /,
    );
  });
});
