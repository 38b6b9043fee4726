import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { readableLine } from '#shared/readable-line.ts';
import { withoutTexts } from '#shared/without-texts.ts';
import type { LogFile } from '#system/log-file/log-file.ts';

/**
 * Logs to stderr: one JSON document per line, or readable text when a person is watching.
 * @param secrets the texts that no line may contain at this moment
 * @param file where the log is written for people; then stderr gets it only if a person is watching
 */
export function createLogger(
  level: string,
  isTerminal: boolean,
  secrets: () => readonly string[],
  file: () => LogFile | undefined,
): Logger {
  // Synchronous, so that the last lines are written before the process ends.
  const stderr = pino.destination({ fd: 2, sync: true });
  // The worker goes on when nobody reads its log any more.
  stderr.on('error', () => undefined);
  const lines = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      const told = withoutTexts(line, secrets());
      const log = file();
      log?.write(readableLine(told, 'file'));
      if (isTerminal) stderr.write(readableLine(told));
      // Nobody bounds the file to which a system may lead stderr; it is for what cannot be logged.
      else if (log === undefined) stderr.write(told);
      done();
    },
  });
  return pino({ level, base: null }, lines);
}
