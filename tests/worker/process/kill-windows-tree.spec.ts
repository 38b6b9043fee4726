import { describe, expect, it } from 'vitest';
import { killWindowsTree, taskkillCall } from '#worker/process/kill-windows-tree.ts';
import { powershell, systemProgram } from '#system/programs/system-program.ts';

/** A process that `taskkill` ends at its nth try, and that can or cannot be ended by itself. */
function aKiller({ taskkillWorksAt = Infinity, terminateWorks = false, isAlive = true }) {
  const said: string[] = [];
  const limits: number[] = [];
  let tries = 0;
  let alive = isAlive;
  return {
    said,
    limits,
    taskkill: (pid: number, limit: number) => {
      said.push(`taskkill ${pid}`);
      limits.push(limit);
      if (++tries >= taskkillWorksAt) alive = false;
      return Promise.resolve();
    },
    terminate: (pid: number) => {
      said.push(`terminate ${pid}`);
      if (terminateWorks) alive = false;
    },
    isAlive: () => alive,
    wait: () => Promise.resolve(),
  };
}

describe('ending a program on Windows', () => {
  it('ends the whole tree', async () => {
    const killer = aKiller({ taskkillWorksAt: 1 });
    expect(await killWindowsTree(7, {}, killer)).toBe(true);
    expect(killer.said).toEqual(['taskkill 7']);
  });

  it('does nothing about one that is gone', async () => {
    const killer = aKiller({ isAlive: false });
    expect(await killWindowsTree(7, {}, killer)).toBe(true);
    expect(killer.said).toEqual([]);
  });

  it('tries again when taskkill fails, before it ends the program alone', async () => {
    const killer = aKiller({ taskkillWorksAt: 2 });
    expect(await killWindowsTree(7, {}, killer)).toBe(true);
    expect(killer.said).toEqual(['taskkill 7', 'taskkill 7']);
  });

  it('ends at least the program itself where taskkill never works', async () => {
    const killer = aKiller({ terminateWorks: true });
    expect(await killWindowsTree(7, {}, killer)).toBe(true);
    expect(killer.said).toEqual(['taskkill 7', 'taskkill 7', 'terminate 7']);
  });

  it('gives up on one that nothing ends, and says so', async () => {
    const killer = aKiller({});
    expect(await killWindowsTree(7, {}, killer)).toBe(false);
    expect(killer.said).toHaveLength(9);
  });

  it('tries only once, and not for long, if Windows is about to end this worker', async () => {
    const killer = aKiller({});
    expect(await killWindowsTree(7, { isUrgent: true }, killer)).toBe(false);
    expect(killer.said).toEqual(['taskkill 7', 'terminate 7']);
    expect(killer.limits).toEqual([1_000]);
  });

  it('calls taskkill by its full path, by force, with everything below, and not for ever', async () => {
    const [program, args, options] = taskkillCall(7, 5_000, { SystemRoot: String.raw`D:\WINNT` } as never);
    expect(program).toBe(String.raw`D:\WINNT\System32\taskkill.exe`);
    expect(args).toEqual(['/PID', '7', '/T', '/F']);
    expect(options).toEqual({ timeout: 5_000, killSignal: 'SIGKILL' });
    const killer = aKiller({});
    await killWindowsTree(7, {}, killer);
    expect(killer.limits).toEqual(Array(5).fill(5_000));
  });
});

describe('a program of Windows itself', () => {
  it('is called by its full path, wherever Windows is', () => {
    expect(systemProgram('taskkill.exe', { SystemRoot: String.raw`D:\WINNT` })).toBe(
      String.raw`D:\WINNT\System32\taskkill.exe`,
    );
    const [program, args] = powershell('exit', {});
    expect(program).toBe(String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`);
    expect(args).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', 'exit']);
  });
});
