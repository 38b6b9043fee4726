import { format } from 'node:util';
import type { Logger } from './logger.ts';

const LEVELS = { error: 'error', warn: 'warn', log: 'info', info: 'info', debug: 'debug', trace: 'debug' } as const;

/** Makes one line of the log of each thing that a library writes to the console, however many lines that has. */
export function consoleToLog(logger: Logger): void {
  const told = logger.child({ from: 'console' });
  const methods = Object.entries(LEVELS).map(([method, level]) => [
    method,
    (...parts: unknown[]) => told[level](format(...parts).trim()),
  ]);
  Object.assign(globalThis.console, Object.fromEntries(methods));
}
