import { FarmError } from '../domain/errors.ts';
import type { ScriptFailure } from './sandbox/messages.ts';

/** A job-type script that cannot be used, or a job that it cannot compile. The artist reads the message. */
export class JobCompileError extends FarmError {
  readonly scriptName: string;
  /** From 1, in the script's file. */
  readonly line: number | undefined;
  /** From 1, in characters. */
  readonly column: number | undefined;
  /** Whether the script itself failed, or a limit or a crash ended it. */
  readonly kind: ScriptFailure['kind'];

  constructor(scriptName: string, text: string, at: ScriptPosition = {}, cause?: unknown) {
    const position = at.line === undefined ? '' : `, line ${at.line}, column ${at.column ?? 1}`;
    super('job-compile-failed', {
      message: `${scriptName}${position}: ${text}`,
      details: { script: scriptName, ...at },
      cause,
    });
    this.name = 'JobCompileError';
    this.scriptName = scriptName;
    this.line = at.line;
    this.column = at.column;
    this.kind = at.kind ?? 'script';
  }
}

interface ScriptPosition {
  line?: number;
  column?: number;
  kind?: ScriptFailure['kind'];
}

/** Turns a failure that the sandbox reports into the error that the rest of the manager knows. */
export function compileErrorOf(scriptName: string, failure: ScriptFailure): JobCompileError {
  return new JobCompileError(failure.script ?? scriptName, failure.text, {
    kind: failure.kind,
    line: failure.line,
    column: failure.column,
  });
}
