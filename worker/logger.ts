import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { readableLine } from '#shared/readable-line.ts';

/** Logs to stderr: one JSON document per line, or readable text when a person is watching. */
export function createLogger(level: string, isTerminal: boolean): Logger {
  // Synchronous, so that the last lines are written before the process ends.
  const stderr = pino.destination({ fd: 2, sync: true });
  if (!isTerminal) return pino({ level, base: null }, stderr);
  const readable = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      stderr.write(readableLine(line));
      done();
    },
  });
  return pino({ level, base: null }, readable);
}
