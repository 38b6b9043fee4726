import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { windowsTaskXml } from '#shared/services/windows-task.ts';
import { workerTask } from '#worker/install/worker-task.ts';

const FACTS = {
  managerUrl: 'http://farm:8080',
  sid: 'S-1-12-1-4-5-6-7',
  node: String.raw`C:\farm\node\abc\node.exe`,
  version: String.raw`C:\farm\versions\1`,
  home: String.raw`C:\farm\home`,
  systemRoot: String.raw`C:\Windows`,
};
const task = (release: string) => workerTask({ ...FACTS, release }, path.win32);
const SUPERVISOR = [String.raw`C:\farm\versions\1\worker\supervisor\main.ts`, '--home', String.raw`C:\farm\home`];

describe('the task that runs a worker', () => {
  it.each(['10.0.17763', '10.0.19045', '10.0.26100'])('has no window on Windows %s', (release) => {
    expect(task(release)).toMatchObject({
      command: String.raw`C:\Windows\System32\conhost.exe`,
      arguments: ['--headless', FACTS.node, ...SUPERVISOR],
    });
  });

  it('starts Node itself on Windows 10.0.17134, which does not know how to hide it', () => {
    expect(task('10.0.17134')).toMatchObject({ command: FACTS.node, arguments: SUPERVISOR });
  });

  it('belongs to an account of Microsoft as to any other: by its identifier, without names', () => {
    const xml = windowsTaskXml(task('10.0.22631'));
    expect(xml.match(/<UserId>S-1-12-1-4-5-6-7<\/UserId>/g)).toHaveLength(2);
    expect(task('10.0.22631')).toMatchObject({ folder: FACTS.home, starts: 'logon' });
  });
});
