import { describe, expect, it } from 'vitest';
import { explainEnd } from '#worker/process/explain-end.ts';
import type { ProcessEnd } from '#worker/process/run-process.ts';

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
    const explained = explainEnd({ pid: 1, ...end });
    expect(explained.kind).toBe(kind);
    expect(explained.text).toContain(text);
  });
});
