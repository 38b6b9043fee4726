import type { GuestFailure } from './guest/failure.ts';

/** What an artist reads of a script that has replaced the functions that its answer is made with. */
export const NO_ANSWER =
  'the script has no readable result; perhaps it changes parts of the language, such as Array.prototype';

/**
 * Reads what the guest says about a failure. A script may have forged it, or spoiled it by accident, so whatever is not
 * as it should be counts as absent. (By hand, since a library for it would cost each process as much memory as this
 * program.)
 */
export function readGuestFailure(json: string): GuestFailure {
  try {
    const read = JSON.parse(json) as Record<string, unknown> | null;
    const { text, unparsable, at } = read ?? {};
    if (typeof text !== 'string') return { text: NO_ANSWER };
    return { text, ...(typeof unparsable === 'string' ? { unparsable } : {}), ...(isPosition(at) ? { at } : {}) };
  } catch {
    return { text: NO_ANSWER };
  }
}

function isPosition(value: unknown): value is NonNullable<GuestFailure['at']> {
  if (typeof value !== 'object' || value === null) return false;
  const { index, line, column } = value as Record<string, unknown>;
  return [index, line, column].every(Number.isSafeInteger);
}
