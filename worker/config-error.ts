/**
 * The worker cannot start as it is configured; the message is one line that names the file or option and says what to
 * do. The one error that ends the program without a stack.
 */
export class ConfigError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ConfigError';
  }
}
