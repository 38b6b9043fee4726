import { describe, expect, it } from 'vitest';
import { effectiveListen, MANAGER_HELP, parseManagerOptions } from '#server/config/manager-options.ts';

const parse = (argv: string[], environment: Record<string, string> = {}) =>
  parseManagerOptions(argv, environment, '/project');

describe('the command line of the manager', () => {
  it('takes the folder in which the command was called as the home folder', () => {
    expect(parse([])).toEqual({
      action: 'run',
      home: '/project',
      logLevel: 'info',
      development: false,
      setupAssistant: false,
    });
    expect(parse([], { INIT_CWD: '/studio' })).toMatchObject({ home: '/studio' });
    expect(parse(['--home', 'farm'], { INIT_CWD: '/studio' })).toMatchObject({ home: '/studio/farm' });
    expect(parse(['--home', '/farm'])).toMatchObject({ home: '/farm' });
  });

  it.each([
    [['--listen', '127.0.0.1:0'], { listen: { host: '127.0.0.1', port: 0 } }],
    [['--listen=[::1]:8080'], { listen: { host: '::1', port: 8080 } }],
    [['-port', '8081'], { port: 8081 }],
    [['--dev'], { development: true }],
    [['-debug'], { logLevel: 'debug' }],
    [['-trace'], { logLevel: 'trace' }],
    [['-setup-assistant'], { action: 'run', setupAssistant: true }],
    [['-write-config'], { action: 'write-config' }],
    [['-quiet=true'], { logLevel: 'warn' }],
    [['-quiet=false'], { logLevel: 'info' }],
    [['-home=/farm'], { home: '/farm' }],
    [['-h'], { action: 'help' }],
    [['--help'], { action: 'help' }],
    [['-version'], { action: 'version' }],
  ])('understands %j, with one dash or two', (argv, expected) => {
    expect(parse(argv)).toMatchObject(expected);
  });

  it.each([
    [['--hmoe', 'x'], "Unknown option '--hmoe'; --help lists the options"],
    [['--port', 'http'], '--port: "http" is not a number from 0 to 65535'],
    [['--port', '70000'], '--port: "70000" is not a number from 0 to 65535'],
    [['--listen', '8080'], '--listen: "8080" is not an address like :8080 or 192.168.1.5:8080'],
    [['--home'], "Option '--home <value>' argument missing; --help lists the options"],
    [['start'], "Unexpected argument 'start'; --help lists the options"],
  ])('refuses %j with one clear line', (argv, message) => {
    expect(() => parse(argv)).toThrow(expect.objectContaining({ name: 'FarmError', code: 'bad-request', message }));
  });

  it('refuses a home that depends on the folder that was used last on its drive', () => {
    expect(() => parseManagerOptions(['--home', 'D:farm'], {}, '/project', 'win32')).toThrow(
      '--home: "D:farm" is relative to whatever folder of D: was used last; write D:\\farm',
    );
  });

  it('explains every option', () => {
    for (const name of [
      'home',
      'listen',
      'port',
      'quiet',
      'debug',
      'trace',
      'setup-assistant',
      'write-config',
      'dev',
      'version',
      'help',
    ])
      expect(MANAGER_HELP).toContain(`--${name}`);
  });

  it('wins over the configured address', () => {
    expect(effectiveListen(':8080', {})).toEqual({ host: '', port: 8080 });
    expect(effectiveListen(':8080', { port: 0 })).toEqual({ host: '', port: 0 });
    expect(effectiveListen(':8080', { listen: { host: '::1', port: 1 }, port: 2 })).toEqual({ host: '::1', port: 2 });
  });
});
