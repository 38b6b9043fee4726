import { describe, expect, it } from 'vitest';
import { calledFrom } from '#worker/called-from.ts';

const npm = { npm_lifecycle_event: 'worker', INIT_CWD: 'C:\\studio' };

describe('the folder that the worker was called from', () => {
  it.each([
    ['c:\\farm\\ng', 'C:\\farm\\ng', 'win32'],
    ['C:\\Farm\\NG', 'c:/farm/ng', 'win32'],
    ['/Users/ann/NG', '/users/ann/ng', 'darwin'],
    ['/opt/ng', '/opt/ng', 'linux'],
  ] as const)('is the one that npm left, from %s', (currentFolder, project, platform) => {
    expect(calledFrom({ currentFolder, project, environment: npm, platform })).toBe('C:\\studio');
  });

  it.each([
    ['/opt/NG', '/opt/ng', 'linux', npm],
    ['D:\\shots', 'C:\\farm\\ng', 'win32', npm],
    ['/opt/ng', '/opt/ng', 'linux', {}],
    ['/opt/ng', '/opt/ng', 'linux', { npm_lifecycle_event: 'worker' }],
  ] as const)('is the current one: %s', (currentFolder, project, platform, environment) => {
    expect(calledFrom({ currentFolder, project, environment, platform })).toBe(currentFolder);
  });
});
