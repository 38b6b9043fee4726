import { constants } from 'node:os';
import type { ProcessEnd } from './run-process.ts';

/** A shell that ran the program for us turns "killed by signal N" into exit code 128 + N. */
const SIGNAL_BASE = 128;
const CRASHES = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS']);
/** Exit codes with which Windows ends a program, as unsigned numbers. */
const WINDOWS_CODES: ReadonlyMap<number, string> = new Map([
  [0xc0000005, 'it crashed (access violation)'],
  [0xc0000017, 'memory ran out'],
  [0xc000001d, 'it crashed (illegal instruction: built for another processor?)'],
  [0xc00000fd, 'it crashed (stack overflow)'],
  [0xc0000135, 'a DLL that it needs is missing: install it again'],
  [0xc0000409, 'it crashed (it found its own memory damaged)'],
]);

/** `crash`: a fault in the program itself, which could happen on any machine; nothing told it to end. */
export type EndKind = 'well' | 'exit-code' | 'crash' | 'out-of-memory' | 'killed';

/** How a program ended, in a few plain words that complete the sentence "the program …". */
export function explainEnd(end: ProcessEnd): { readonly kind: EndKind; readonly text: string } {
  const signal = end.endedBySignal ?? signalIn(end.exitCode);
  if (signal !== undefined) return explainSignal(signal, end.oomKilled === true);
  if (end.exitCode === 0) return { kind: 'well', text: 'ended well' };
  const known = WINDOWS_CODES.get((end.exitCode ?? 0) >>> 0);
  if (known === undefined) return { kind: 'exit-code', text: `ended with exit code ${end.exitCode ?? 'unknown'}` };
  const code = `0x${((end.exitCode ?? 0) >>> 0).toString(16)}`;
  return { kind: known === 'memory ran out' ? 'out-of-memory' : 'crash', text: `ended with ${code}: ${known}` };
}

function explainSignal(signal: string, oomKilled: boolean): { kind: EndKind; text: string } {
  const number = constants.signals[signal as NodeJS.Signals] as number | undefined;
  const named = number === undefined ? signal : `${signal}, number ${number}`;
  if (CRASHES.has(signal)) return { kind: 'crash', text: `crashed (signal ${named})` };
  if (signal !== 'SIGKILL') return { kind: 'killed', text: `was killed by signal ${named}` };
  if (oomKilled)
    return {
      kind: 'out-of-memory',
      text: `was killed by the system (signal ${named}) because the memory of this machine ran out`,
    };
  const guess = 'either somebody did that, or the system did because memory ran out: its log (dmesg) tells which';
  return { kind: 'killed', text: `was killed by signal ${named}; ${guess}` };
}

function signalIn(exitCode: number | undefined): string | undefined {
  if (exitCode === undefined || process.platform === 'win32') return undefined;
  return Object.entries(constants.signals).find(([, number]) => number + SIGNAL_BASE === exitCode)?.[0];
}
