/** How good a password looks, and what to tell whoever is choosing it. */
export interface PasswordHint {
  /** 0 is too short to be taken, 3 is as good as can be told. */
  readonly level: 0 | 1 | 2 | 3;
  readonly text: string;
}

/** Fewer different characters than this are few, however long the password is. */
const FEW = 5;

/**
 * Length is what counts; there are no rules about digits and signs. Whoever tries to guess begins with names and
 * repetitions.
 * @param shortest how many characters the farm wants at least
 * @param names what the person is called
 */
export function passwordHint(password: string, shortest: number, names: readonly string[]): PasswordHint {
  const { length } = Array.from(password);
  if (length < shortest) {
    const missing = shortest - length;
    const text =
      length === 0
        ? `At least ${shortest} characters. Four words that do not belong together are good and easy to remember.`
        : `${missing} more ${missing === 1 ? 'character' : 'characters'} needed.`;
    return { level: 0, text };
  }
  const folded = password.toLowerCase();
  const name = names.find((each) => each.length > 2 && folded.includes(each.toLowerCase()));
  if (name !== undefined) return { level: 1, text: 'Easy to guess: it contains your name.' };
  if (new Set(folded).size < FEW) return { level: 1, text: 'Easy to guess: the same few characters again and again.' };
  return length < shortest + 6 ? { level: 2, text: 'Good. Longer is better.' } : { level: 3, text: 'Very good.' };
}
