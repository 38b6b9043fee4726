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

/** The name by which the engine knows a script: `script:0`, `script:1`, … Each follows one line of our own. */
export function scriptUrl(index: number): string {
  return `script:${index}`;
}

/** What a script threw, as text, with its position if it is known. */
export function describeThrown(thrown: unknown): GuestFailure {
  if (thrown instanceof UnparsableScript) return { text: thrown.message, unparsable: thrown.script };
  if (!(thrown instanceof Error)) return { text: describeValue(thrown) };
  const isPlain = thrown.name === 'Error' || thrown.message === '';
  const text = isPlain ? thrown.message || thrown.name : `${thrown.name}: ${thrown.message}`;
  const frame = /\bscript:(\d+):(\d+):(\d+)/.exec(String(thrown.stack));
  if (!frame) return { text };
  return { text, at: { index: Number(frame[1]), line: Number(frame[2]) - 1, column: Number(frame[3]) } };
}

/** A value as text: what `print()` logs, and what the artist reads if a script throws something other than an error. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return String(value);
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
