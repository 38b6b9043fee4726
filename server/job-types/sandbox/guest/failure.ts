import { messageOf } from '#shared/message-of.ts';

/** What the guest's `run()` says about a value that a script threw. */
export interface GuestFailure {
  text: string;
  /** The script that does not parse; the position has to be found outside the guest. */
  unparsable?: string;
  /** Where it was thrown, if it was an error: the index of the script, and line and column from 1. */
  at?: { index: number; line: number; column: number };
}

/** Thrown when a script cannot be parsed. */
export class UnparsableScript extends Error {
  readonly script: string;

  constructor(script: string, message: string) {
    super(message);
    this.script = script;
  }
}

/** Thrown when a data file is not JSON. The position is that in the file, if the engine knows it. */
export class UnreadableData extends Error {
  readonly at: GuestFailure['at'];

  constructor(index: number, cause: unknown) {
    const [, reason, line, column] =
      /^(.*?)(?: at position \d+)?(?: \(line (\d+) column (\d+)\))?$/s.exec(messageOf(cause)) ?? [];
    super(`not valid JSON: ${reason}`);
    this.at = { index, line: Number(line ?? 1), column: Number(column ?? 1) };
  }
}

/** The name by which the engine knows a script: `script:0`, `script:1`, … Each follows one line of our own. */
export function scriptUrl(index: number): string {
  return `script:${index}`;
}

/** What a script threw, as text, with its position if it is known. */
export function describeThrown(thrown: unknown): GuestFailure {
  if (thrown instanceof UnparsableScript) return { text: thrown.message, unparsable: thrown.script };
  if (thrown instanceof UnreadableData) return { text: thrown.message, at: thrown.at };
  if (!(thrown instanceof Error)) return { text: describeValue(thrown) };
  if (thrown.message === 'Not supported') return { ...describeError(thrown), text: NO_IMPORT };
  return describeError(thrown);
}

/** What scripts read instead of all that isolated-vm says about an import(), which it rejects. */
const NO_IMPORT = 'import() is not supported; use require()';

function describeError(thrown: Error): GuestFailure {
  const isPlain = thrown.name === 'Error' || thrown.message === '';
  const text = isPlain ? thrown.message || thrown.name : `${thrown.name}: ${thrown.message}`;
  const frame = /\bscript:(\d+):(\d+):(\d+)/.exec(String(thrown.stack));
  if (!frame) return { text };
  return { text, at: { index: Number(frame[1]), line: Number(frame[2]) - 1, column: Number(frame[3]) } };
}

/** A value as text: what `print()` logs, and what the artist reads if a script throws something other than an error. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error || value instanceof Date) return String(value);
  if (typeof value === 'object' && value !== null) {
    if ('message' in value && typeof value.message === 'string') return value.message;
    if (value instanceof Set || value instanceof Map) return describeValue([...value]);
    return describeObject(value);
  }
  return String(value);
}

function describeObject(value: object): string {
  try {
    return JSON.stringify(value) ?? Object.prototype.toString.call(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
