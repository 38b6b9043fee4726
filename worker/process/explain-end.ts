import type { EndKind } from './end-kind.ts';
import type { ProcessEnd } from './run-process.ts';
import { signalsOf } from './signals.ts';
import { explainWindowsCode } from './windows-exit-codes.ts';

/** A shell that ran the program for us turns "killed by signal N" into exit code 128 + N. */
const SIGNAL_BASE = 128;
const CRASHES = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS']);

interface Explanation {
  readonly kind: EndKind;
  readonly text: string;
}

/** How a program ended, in a few plain words that complete the sentence "the program …". */
export function explainEnd(end: ProcessEnd, platform: NodeJS.Platform = process.platform): Explanation {
  const { exitCode } = end;
  const signal = end.endedBySignal ?? signalIn(exitCode, platform);
  if (signal !== undefined) return explainSignal(signal, end.oomKilled === true, platform);
  if (exitCode === 0) return { kind: 'well', text: 'ended well' };
  const byWindows = exitCode === undefined ? undefined : explainWindowsCode(exitCode);
  return byWindows ?? { kind: 'exit-code', text: `ended with exit code ${exitCode ?? 'unknown'}` };
}

function explainSignal(signal: string, oomKilled: boolean, platform: NodeJS.Platform): Explanation {
  const number = signalsOf(platform)[signal];
  const named = number === undefined ? signal : `${signal}, number ${number}`;
  if (CRASHES.has(signal)) return { kind: 'crash', text: `crashed (signal ${named})` };
  if (signal !== 'SIGKILL') return { kind: 'killed', text: `was killed by signal ${named}` };
  if (oomKilled)
    return {
      kind: 'out-of-memory',
      text: `was killed by the system (signal ${named}) because the memory of this machine ran out`,
    };
  return { kind: 'killed', text: `was killed by signal ${named}; ${whoKills(platform)}` };
}

function whoKills(platform: NodeJS.Platform): string {
  if (platform === 'darwin')
    return 'either somebody did that, or the system did because memory ran out or the program is damaged: its reports in Console.app tell which';
  return 'either somebody did that, or the system did because memory ran out: its log (dmesg) tells which';
}

function signalIn(exitCode: number | undefined, platform: NodeJS.Platform): string | undefined {
  if (exitCode === undefined) return undefined;
  return Object.entries(signalsOf(platform)).find(([, number]) => number + SIGNAL_BASE === exitCode)?.[0];
}
