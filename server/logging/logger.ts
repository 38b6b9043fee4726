import { pino, stdTimeFunctions } from 'pino';
import { readableLine } from '#shared/readable-line.ts';
import { withoutTexts } from '#shared/without-texts.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Writes one JSON line per message. Bind ids once with `child({ jobId })`; messages are in lower case and the past
 * tense, and hold no ids.
 */
export type Logger = pino.Logger;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** True if a person is reading along: then lines are short text instead of JSON. */
  readonly terminal: boolean;
  /** The texts that no line may contain at this moment: the configured secrets. */
  readonly secrets?: () => readonly string[];
  /** Receives each finished line with its line break; absent = standard output. */
  readonly write?: (line: string) => void;
}

/**
 * The root logger of a program. It never writes values with names such as `password`, at any depth, nor any of
 * `secrets`.
 */
export function createLogger(options: LoggerOptions): Logger {
  const write = options.write ?? ((line: string) => void process.stdout.write(line));
  const { secrets = () => [] } = options;
  const told = (line: string) => withoutTexts(line, secrets());
  const stream = {
    write: (line: string) => write(options.terminal ? readableLine(told(line)) : told(line)),
  };
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => withoutSecrets(fields),
      },
    },
    stream,
  );
  hideSecretsOfChildren(logger);
  return logger;
}

/** pino does not format the bindings of child loggers, so `child` does; children inherit this method from the root. */
function hideSecretsOfChildren(logger: Logger): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its logger as `this` below
  const child: (this: Logger, bindings: pino.Bindings, options?: pino.ChildLoggerOptions) => Logger = logger.child;
  Object.defineProperty(logger, 'child', {
    value(this: Logger, bindings: pino.Bindings, options?: pino.ChildLoggerOptions) {
      return child.call(this, withoutSecrets(bindings), options);
    },
  });
}
