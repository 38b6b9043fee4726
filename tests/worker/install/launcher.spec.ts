import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { launcherText } from '#worker/install/launcher.ts';

const DIR = String.raw`C:\Users\Jürgen\AppData\Local\flamenco-ng-worker`;
const text = (more: Partial<Parameters<typeof launcherText>[0]> = {}) =>
  launcherText(
    {
      dir: DIR,
      node: String.raw`${DIR}\node\abc\node.exe`,
      version: String.raw`${DIR}\versions\1`,
      managerUrl: 'http://farm:8080',
      ...more,
    },
    path.win32,
  );

describe('flamenco-worker.cmd', () => {
  it('runs the worker of its own folder, and starts it again when it asks for that', () => {
    expect(text()).toContain(
      String.raw`"%~dp0node\abc\node.exe" "%~dp0versions\1\worker\main.ts" --home "%~dp0home" --restart-exit-code 47 %secret% %*` +
        '\r\nif %errorlevel% equ 47 goto start\r\nexit /b %errorlevel%\r\n',
    );
  });

  it('says nothing about the folder itself, so any characters may be in its name', () => {
    expect(text()).not.toContain('Jürgen');
  });

  it('names a Node of the machine as it is, with percent signs that cmd.exe does not take for variables', () => {
    expect(text({ node: String.raw`D:\100%\node.exe` })).toContain(String.raw`"D:\100%%\node.exe" "%~dp0versions`);
    expect(text({ node: String.raw`C:\Users\node.exe` })).toContain(String.raw`"C:\Users\node.exe"`);
  });

  it('has the line ends of Windows throughout', () => {
    expect(text().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
