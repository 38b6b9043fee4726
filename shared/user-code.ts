/**
 * The letters of a code that somebody reads on one screen, or aloud, and types on another: no vowels, so that it is
 * never a word, and nothing that looks like something else.
 */
export const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
export const USER_CODE_LENGTH = 8;

/** The code alone, however it was typed: lower case, spaces and dashes do not matter. */
export function plainUserCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** The code as it is shown: `BCDF-GHJK`. */
export function shownUserCode(plain: string): string {
  return plain.length > USER_CODE_LENGTH / 2
    ? `${plain.slice(0, USER_CODE_LENGTH / 2)}-${plain.slice(USER_CODE_LENGTH / 2)}`
    : plain;
}
