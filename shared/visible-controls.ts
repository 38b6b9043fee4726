/** Control characters, and those that change how text around them is shown: direction, joining, line breaks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` };

/**
 * A text that may come from anywhere, for a terminal: what would move the cursor, change the clipboard or turn the
 * text around is shown as an escape (`\u001b`).
 *
 * @param kept characters that stay as they are, such as line breaks.
 */
export function visibleControls(text: string, kept = ''): string {
  return text.replaceAll(INVISIBLE, (character) => (kept.includes(character) ? character : escaped(character)));
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return SHORT[character] ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
}
