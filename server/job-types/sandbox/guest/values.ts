/** A value as text: `undefined` and `null` become the empty text, a list its items with commas. */
export function toText(value: unknown): string {
  // oxlint-disable-next-line typescript/no-base-to-string -- objects become what JavaScript makes of them
  return value === undefined || value === null ? '' : String(value);
}

/**
 * A number of steps: 0 or more, without its fraction. What is not a number counts as 0, since scripts work it out from
 * settings that may be missing. `what` names the value in errors.
 */
export function toStepCount(value: unknown, what: string): number {
  const steps = Math.trunc(Number(value));
  if (Number.isNaN(steps) || steps <= 0) return 0;
  if (!Number.isSafeInteger(steps)) throw new TypeError(`${what} is ${steps}, which is too large`);
  return steps;
}

/**
 * A priority: a number without its fraction, also when it is given as text. A missing one counts as 0.
 * Throws for words, because `high` would be the lowest priority.
 */
export function toPriority(value: unknown, what: string): number {
  const priority = Math.trunc(Number(value ?? 0));
  if (Number.isNaN(priority) && typeof value === 'number') return 0;
  if (!Number.isSafeInteger(priority)) throw new TypeError(`${what} must be a number, not "${toText(value)}"`);
  // Without the sign of -0.
  return priority + 0;
}
