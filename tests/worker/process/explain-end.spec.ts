import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { explainEnd } from '#worker/process/explain-end.ts';
import type { ProcessEnd } from '#worker/process/run-process.ts';
import { signalsOf } from '#worker/process/signals.ts';

describe('how a program ended, in plain words', () => {
  it.each<[Omit<ProcessEnd, 'pid'>, string, string]>([
    [{ exitCode: 0 }, 'well', 'ended well'],
    [{ exitCode: 3 }, 'exit-code', 'ended with exit code 3'],
    [{ endedBySignal: 'SIGSEGV' }, 'crash', 'crashed (signal SIGSEGV, number 11)'],
    [{ exitCode: 139 }, 'crash', 'crashed (signal SIGSEGV, number 11)'],
    [{ exitCode: 134 }, 'crash', 'crashed (signal SIGABRT, number 6)'],
    [{ endedBySignal: 'SIGTERM' }, 'killed', 'was killed by signal SIGTERM, number 15'],
    [
      { endedBySignal: 'SIGKILL' },
      'killed',
      'was killed by signal SIGKILL, number 9; either somebody did that, or the system did',
    ],
    [{ endedBySignal: 'SIGKILL', oomKilled: true }, 'out-of-memory', 'because the memory of this machine ran out'],
    [{ exitCode: -1073741819 }, 'crash', 'ended with 0xc0000005: it crashed (access violation)'],
    [{ exitCode: 3221225495 }, 'out-of-memory', 'ended with 0xc0000017: memory ran out'],
    [{}, 'exit-code', 'ended with exit code unknown'],
  ])('%j is "%s": %s', (end, kind, text) => {
    const explained = explainEnd({ pid: 1, ...end }, 'linux');
    expect(explained.kind).toBe(kind);
    expect(explained.text).toContain(text);
  });

  it.each([
    [0xc0000006, 'crash', 'ended with 0xc0000006: it crashed, because a file that it has open could not be read'],
    [0xc0000374, 'crash', 'ended with 0xc0000374: it crashed'],
    [-1073740791, 'crash', 'ended with 0xc0000409: it crashed'],
    [0xc00000fd, 'crash', 'stack overflow'],
    [0xe06d7363, 'crash', 'ended with 0xe06d7363: it crashed (a C++ error'],
    [0x80000003, 'crash', 'ended with 0x80000003: it crashed (a breakpoint'],
    [0xc000012d, 'out-of-memory', 'the paging file'],
    [0xc000007b, 'not-started', 'for another kind of processor'],
    [0xc0000135, 'not-started', 'a DLL that it needs is missing'],
    [0xc0000142, 'not-started', 'is the machine shutting down, or is there no desktop'],
    [9009, 'not-started', 'ended with exit code 9009: a script called a program that Windows did not find'],
    [0xc000013a, 'killed', 'somebody pressed Ctrl+C, or closed its window'],
    [0x40010004, 'killed', 'its user logged off'],
    [139, 'exit-code', 'ended with exit code 139'],
    [11, 'exit-code', 'ended with exit code 11'],
    [1, 'exit-code', 'ended with exit code 1'],
  ])('on Windows, %d is "%s": %s', (exitCode, kind, text) => {
    const explained = explainEnd({ pid: 1, exitCode }, 'win32');
    expect(explained.kind).toBe(kind);
    expect(explained.text).toContain(text);
  });

  it.each<[Omit<ProcessEnd, 'pid'>, string, string]>([
    [{ exitCode: 138 }, 'crash', 'crashed (signal SIGBUS, number 10)'],
    [{ endedBySignal: 'SIGSYS' }, 'crash', 'crashed (signal SIGSYS, number 12)'],
    [{ exitCode: 135 }, 'exit-code', 'ended with exit code 135'],
    [{ endedBySignal: 'SIGKILL' }, 'killed', 'its reports in Console.app tell which'],
  ])('on macOS, %j is "%s": %s', (end, kind, text) => {
    const explained = explainEnd({ pid: 1, ...end }, 'darwin');
    expect(explained.kind).toBe(kind);
    expect(explained.text).toContain(text);
  });

  it('knows signals by the numbers that the system has', () => {
    for (const [name, number] of Object.entries(signalsOf(process.platform))) {
      expect([name, number]).toEqual([name, constants.signals[name as NodeJS.Signals]]);
    }
  });
});
