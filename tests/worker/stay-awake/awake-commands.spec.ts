import { describe, expect, it } from 'vitest';
import { awakeCommands } from '#worker/stay-awake/awake-commands.ts';

describe('what keeps a machine awake', () => {
  it('on macOS is caffeinate, for as long as the worker lives', () => {
    expect(awakeCommands('darwin', 42)).toEqual([
      { program: '/usr/bin/caffeinate', args: ['-i', '-s', '-w', '42'], endsWithInput: false },
    ]);
  });

  it('on Linux is systemd, first from sleeping and else from being idle, until its input ends', () => {
    const commands = awakeCommands('linux', 42);
    expect(commands.map(({ args }) => args[0])).toEqual(['--what=sleep:idle', '--what=idle']);
    for (const { program, args, endsWithInput } of commands)
      expect([program, args.at(-1), endsWithInput]).toEqual(['systemd-inhibit', 'cat', true]);
  });

  it('on Windows is a PowerShell without a window, for as long as the worker lives', () => {
    const [command, ...more] = awakeCommands('win32', 42, { SystemRoot: String.raw`C:\Windows` } as never);
    expect(more).toEqual([]);
    expect(command?.program).toBe(String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`);
    const script = command?.args.at(-1) ?? '';
    // ES_CONTINUOUS | ES_SYSTEM_REQUIRED
    expect(script).toContain('SetThreadExecutionState([uint32]2147483649)');
    expect(script).toMatch(/; Wait-Process -Id 42$/);
    expect(script).not.toContain('"');
  });

  it('is not known elsewhere', () => {
    expect(awakeCommands('freebsd', 42)).toEqual([]);
  });
});
