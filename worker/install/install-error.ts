/** The worker cannot be installed; the message says what to do, and is all that people see. */
export class InstallError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'InstallError';
  }
}
