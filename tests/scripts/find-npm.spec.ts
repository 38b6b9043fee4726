import { describe, expect, it } from 'vitest';
import { findNpm } from '#scripts/launch/find-npm.mjs';
import { npmCommand, npmEnvironment } from '#shared/npm-command.mjs';

const there = (...paths: string[]) => ({ exists: (path: string) => paths.includes(path) });
const CLI = String.raw`C:\Program Files\nodejs\node_modules\npm\bin\npm-cli.js`;

describe('npm', () => {
  it('is the one that started us', () => {
    const env = { npm_execpath: CLI, PATH: '' };
    expect(findNpm({ platform: 'win32', env, execPath: String.raw`D:\node\node.exe`, ...there() })).toBe(CLI);
  });

  it('is found beside node.exe on Windows, where a service has no search path of its own', () => {
    const execPath = String.raw`C:\Program Files\nodejs\node.exe`;
    expect(findNpm({ platform: 'win32', env: {}, execPath, ...there(CLI) })).toBe(CLI);
  });

  it('is found beside npm.cmd on the search path, whatever Windows calls that', () => {
    const env = { Path: String.raw`C:\Windows;;C:\Program Files\nodejs` };
    expect(findNpm({ platform: 'win32', env, execPath: String.raw`D:\cache\node.exe`, ...there(CLI) })).toBe(CLI);
  });

  it.each(['darwin', 'linux'])('is found with its Node on %s', (platform) => {
    const cli = '/opt/node/lib/node_modules/npm/bin/npm-cli.js';
    expect(findNpm({ platform, env: {}, execPath: '/opt/node/bin/node', ...there(cli) })).toBe(cli);
    expect(findNpm({ platform, env: { PATH: '/usr/bin:/opt/node/bin' }, execPath: '/x/node', ...there(cli) })).toBe(
      cli,
    );
  });

  it('may be nowhere, and is not another package manager', () => {
    const env = { npm_execpath: '/usr/lib/pnpm/bin/pnpm.cjs', PATH: '/usr/bin' };
    expect(findNpm({ platform: 'linux', env, execPath: '/usr/bin/node', ...there() })).toBeUndefined();
    expect(npmCommand('/usr/bin/node', env)).toEqual({ command: 'npm', args: [] });
  });

  it('is run by the Node that it is to install for', () => {
    expect(npmCommand('node.exe', { npm_execpath: CLI })).toEqual({ command: 'node.exe', args: [CLI] });
  });

  it('does not hear of this project when it works in another folder, but of its registry and proxy', () => {
    const kept = { npm_config_registry: 'https://mirror.example', HTTPS_PROXY: 'http://proxy.example', PATH: '/bin' };
    const left = {
      npm_package_name: 'x',
      npm_lifecycle_event: 'start',
      npm_config_local_prefix: '/x',
      EMPTY: undefined,
    };
    expect(npmEnvironment({ ...kept, ...left })).toEqual(kept);
  });
});
