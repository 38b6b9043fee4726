/**
 * Splits a line of arguments into words the way programs on Windows do: white space separates words, `"…"` keeps it,
 * and `""` within is a quote. A backslash is an ordinary character (`C:\farm`) unless a double quote follows the
 * backslashes: then each pair of them is one backslash, and an odd one makes the quote an ordinary character.
 *
 * Unlike there, single quotes around a whole word keep everything (`'C:\my farm'`, `'import bpy; …'`): Flamenco's
 * workers split like a shell on Windows too, so farms have such lines. Within a word they are apostrophes.
 *
 * @throws Error if a double quote is not closed.
 */
export function splitWindowsWords(text: string): string[] {
  const words: string[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const { word, end } = inSingleQuotes(text, at) ?? readWord(text, at);
    words.push(word);
    at = skipSpace(text, end);
  }
  return words;
}

interface Word {
  readonly word: string;
  /** Index of the first character after the word. */
  readonly end: number;
}

function inSingleQuotes(text: string, start: number): Word | undefined {
  const match = /^'([^']*)'(?=\s|$)/.exec(text.slice(start));
  return match === null ? undefined : { word: match[1] ?? '', end: start + match[0].length };
}

function readWord(text: string, start: number): Word {
  let word = '';
  let openedAt: number | undefined;
  let at = start;
  while (at < text.length && (openedAt !== undefined || !isSpace(text.charAt(at)))) {
    const [, backslashes = '', quote = ''] = /^(\\*)("?)/.exec(text.slice(at)) ?? [];
    const isEscaped = backslashes.length % 2 === 1;
    if (quote === '') {
      word += backslashes === '' ? text.charAt(at) : backslashes;
      at += Math.max(1, backslashes.length);
      continue;
    }
    word += '\\'.repeat(Math.floor(backslashes.length / 2));
    at += backslashes.length + 1;
    if (isEscaped) word += '"';
    else if (openedAt === undefined) openedAt = at - 1;
    else if (text.charAt(at) === '"') {
      word += '"';
      at++;
    } else openedAt = undefined;
  }
  if (openedAt !== undefined) throw unclosed(text, openedAt);
  return { word, end: at };
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSpace(text.charAt(at))) at++;
  return at;
}

function isSpace(character: string): boolean {
  return /\s/.test(character);
}

function unclosed(text: string, position: number): Error {
  const hint = /\\"/.test(text.slice(position)) ? '; a backslash right before a quote must be doubled' : '';
  return new Error(`the double quote at character ${position + 1} is not closed${hint}: ${text}`);
}
