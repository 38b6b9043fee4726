import { describe, expect, it } from 'vitest';
import { windowsTaskXml } from '#shared/services/windows-task.ts';
import { isTaskOf, readTask } from '#worker/install/task-text.ts';

const DIR = String.raw`C:\Users\Jörg & Ann\farm`;
const XML = windowsTaskXml({
  description: 'Worker',
  command: 'conhost.exe',
  arguments: ['--headless', String.raw`${DIR}\node\a\node.exe`, String.raw`${DIR}\versions\1\worker\main.ts`],
  folder: String.raw`${DIR}\home`,
  sid: 'S-1-5-21-1',
  starts: 'logon',
});

describe('the text of a task', () => {
  it.each([
    ['as it is', XML],
    ['without the characters of another code page', XML.replaceAll('ö', '\uFFFD')],
    ['with another character in their place', XML.replaceAll('ö', '?')],
    ['as UTF-16 that was read as something else', XML.split('').join('\0')],
  ])('tells the folders that it runs programs in, %s', (_how, text) => {
    const task = readTask(text);
    const named = [DIR, DIR.toUpperCase(), String.raw`${DIR}\versions\1`].map((each) => task?.names(each));
    expect(named).toEqual([true, true, true]);
    const others = [String.raw`C:\Users\Jörg & Ann\far`, String.raw`${DIR}\versions\2`, String.raw`D:\farm`];
    expect(others.map((each) => task?.names(each))).toEqual([false, false, false]);
  });

  it.each([
    ['S-1-5-21-1', true],
    ['S-1-5-21-11', false],
    [String.raw`STUDIO\j?rg`, true],
    ['J\uFFFDRG', true],
    [String.raw`STUDIO\ann`, false],
  ])('tells whose it is: %j', (owner, isOurs) => {
    const task = readTask(XML.replaceAll('<UserId>S-1-5-21-1<', `<UserId>${owner}<`));
    expect(task && isTaskOf(task, { sid: 'S-1-5-21-1', account: String.raw`STUDIO\Jörg` })).toBe(isOurs);
  });

  it('is none without an account', () => {
    expect(readTask('ERROR: The system cannot find the file specified.')).toBeUndefined();
  });
});
