import type { MissingProgram } from '#system/programs/find-program.ts';
import { messageOf } from '#shared/message-of.ts';

/** What is wrong with a program that could not be run at all, and what to do about it; both without a full stop. */
interface Explanation {
  readonly problem: string;
  readonly remedy: string | undefined;
}

/** A program that could not be run at all; the message says what to do. */
export class ProcessNotStarted extends Error {
  readonly explanation: Explanation;

  /** @param cause what the search for it found, or why it did not start */
  constructor(program: string, cause: unknown) {
    const explanation = isMissing(cause) ? explainMissing(cause) : explain(cause);
    const { problem, remedy } = explanation;
    super(`the program "${program}" ${problem}${remedy === undefined ? '' : `: ${remedy}`}`, { cause });
    this.name = 'ProcessNotStarted';
    this.explanation = explanation;
  }
}

function isMissing(cause: unknown): cause is MissingProgram {
  return typeof cause === 'object' && cause !== null && 'kind' in cause && cause.kind === 'missing';
}

function explainMissing({ code, lookedFor, install }: MissingProgram): Explanation {
  if (code === 'EACCES')
    return {
      problem: 'may not be run by this worker',
      remedy: 'check that it is a program and that its permissions allow it to be run',
    };
  const where = lookedFor === undefined ? '' : ` (looked for ${lookedFor})`;
  const how = install === undefined ? '' : ` (${install})`;
  return {
    problem: `was not found on this worker${where}`,
    remedy: `install it${how}, or set the variable that names it in the manager's configuration to its full path on this platform`,
  };
}

function explain(cause: unknown): Explanation {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  // It was there a moment ago.
  if (code === 'ENOENT' || code === 'EACCES') return explainMissing({ kind: 'missing', code });
  return { problem: `could not be started: ${messageOf(cause)}`, remedy: undefined };
}
