import { describe, expect, it } from 'vitest';
import { servicePath } from '#scripts/service/search-path.ts';
import { stableNode } from '#scripts/service/stable-node.ts';

describe('the Node that starts a service', () => {
  it.each([
    ['/opt/homebrew/Cellar/node@24/24.1.0/bin/node', '/opt/homebrew/opt/node@24/bin/node'],
    ['/snap/node/9000/bin/node', '/snap/node/current/bin/node'],
    [
      String.raw`C:\Users\r\scoop\apps\nodejs-lts\24.1.0\node.exe`,
      String.raw`C:\Users\r\scoop\apps\nodejs-lts\current\node.exe`,
    ],
    ['/usr/bin/node', '/usr/bin/node'],
  ])('is found under the path that outlives its update: %s', (path, stable) => {
    expect(stableNode(path, () => true)).toBe(stable);
    expect(stableNode(path, () => false)).toBe(path);
  });
});

describe('the search path of a service', () => {
  it('is that of whoever installs it, without what is there for this run only', () => {
    const path =
      '/opt/ng/node_modules/.bin:/usr/lib/node_modules/npm/lib/node-gyp-bin:/opt/ng/.cache/node/x/bin::/opt/blender:/usr/bin';
    expect(servicePath(path, '/usr/bin/node', '/opt/ng', 'linux')).toBe('/opt/blender:/usr/bin');
    expect(servicePath(path, '/opt/node/bin/node', '/opt/ng', 'linux')).toBe('/opt/node/bin:/opt/blender:/usr/bin');
    const windows = String.raw`D:\ng\node_modules\.bin;C:\Windows\system32`;
    const node = String.raw`C:\Program Files\nodejs\node.exe`;
    expect(servicePath(windows, node, String.raw`D:\ng`, 'win32')).toBe(
      String.raw`C:\Program Files\nodejs;C:\Windows\system32`,
    );
  });
});
