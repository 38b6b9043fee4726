import { messageOf } from '#shared/message-of.ts';
/** A program that could not be run at all; the message says what to do. */
export class ProcessNotStarted extends Error {
  readonly program: string;

  constructor(program: string, cause: unknown) {
    super(explain(program, cause), { cause });
    this.name = 'ProcessNotStarted';
    this.program = program;
  }
}

function explain(program: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') {
    return (
      `the program "${program}" was not found on this worker: ` +
      `install it, or set the variable that names it in the manager's configuration to its full path on this platform`
    );
  }
  if (code === 'EACCES') {
    return `the program "${program}" may not be run by this worker: check that it is a program and that its permissions allow it to be run`;
  }
  return `the program "${program}" could not be started: ${messageOf(cause)}`;
}
