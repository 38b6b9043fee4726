import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { windowsCommandLine } from '#shared/services/windows-command-line.ts';
import { type WindowsTask, windowsTaskXml } from '#shared/services/windows-task.ts';
import { splitWindowsWords } from '#shared/windows-words.ts';

const TASK: WindowsTask = {
  description: 'Worker of http://farm:8080',
  command: String.raw`C:\Windows\System32\conhost.exe`,
  arguments: ['--headless', String.raw`C:\Program Files\node.exe`, '--home', 'C:\\farm & co\\'],
  folder: String.raw`C:\farm & co`,
  sid: 'S-1-5-21-1-2-3-1001',
  starts: 'logon',
};

describe('a task of the Windows Task Scheduler', () => {
  it('starts when its account logs on, in the session of that account', () => {
    const xml = windowsTaskXml(TASK);
    expect(xml).toContain('<LogonTrigger><Enabled>true</Enabled><UserId>S-1-5-21-1-2-3-1001</UserId></LogonTrigger>');
    expect(xml).toContain('<UserId>S-1-5-21-1-2-3-1001</UserId><LogonType>InteractiveToken</LogonType>');
    expect(xml).not.toContain('BootTrigger');
  });

  it('starts with the machine, without a password', () => {
    const xml = windowsTaskXml({ ...TASK, starts: 'boot' });
    expect(xml).toContain('<BootTrigger>');
    expect(xml).toContain('<LogonType>S4U</LogonType>');
    expect(xml).not.toContain('LogonTrigger');
  });

  it('names no way of logging on for an account of services', () => {
    expect(windowsTaskXml({ ...TASK, sid: 'S-1-5-18', starts: 'boot' })).not.toContain('LogonType');
  });

  it('runs without limits of time, on batteries, and never twice', () => {
    const xml = windowsTaskXml(TASK);
    for (const setting of [
      '<ExecutionTimeLimit>PT0S<',
      '<DisallowStartIfOnBatteries>false<',
      '<StopIfGoingOnBatteries>false<',
      '<MultipleInstancesPolicy>IgnoreNew<',
      '<Priority>5<',
      // A byte in the schema of tasks.
      '<Count>255<',
    ])
      expect(xml).toContain(setting);
  });

  it('takes any path', () => {
    const xml = windowsTaskXml(TASK);
    expect(xml).toContain(String.raw`<WorkingDirectory>C:\farm &amp; co</WorkingDirectory>`);
    expect(xml).toContain(
      String.raw`<Arguments>--headless "C:\Program Files\node.exe" --home "C:\farm &amp; co\\"</Arguments>`,
    );
  });

  it('is text that UTF-16 is written of', () => {
    const xml = windowsTaskXml(TASK);
    expect(xml.startsWith('\uFEFF<?xml version="1.0" encoding="UTF-16"?>\r\n')).toBe(true);
    expect(Buffer.from(xml, 'utf16le').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
  });

  it.each(['DOMAIN\\name', '', 'S-1-5-21<'])('is not made for %j, which is no security identifier', (sid) => {
    expect(() => windowsTaskXml({ ...TASK, sid })).toThrow('is not the security identifier');
  });
});

describe('a command line of Windows', () => {
  it('is split into the words that it was made of', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ' ', '\\', '"', "'", '&', '\t', 'ä') });
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(splitWindowsWords(windowsCommandLine(words))).toEqual(words);
      }),
    );
  });
});
