/**
 * Splits a line of arguments into words the way a POSIX shell does, without expanding anything: white space separates
 * words; `'…'` keeps everything; `"…"` keeps everything but `\"`, `\\`, `\$`, `` \` `` and backslash-newline; outside
 * quotes a backslash takes the next character literally; `#` at the start of a word begins a comment up to the end of
 * the line. Quotes may sit inside a word (`--a="b c"`), and `''` is an empty word.
 *
 * @throws Error naming the problem if a quote is not closed or the text ends in a backslash.
 */
export function splitShellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
    } else if (character === '#' && word === undefined) {
      const lineEnd = text.indexOf('\n', at);
      at = lineEnd < 0 ? text.length : lineEnd;
    } else {
      const piece = readPiece(text, at);
      word = (word ?? '') + piece.text;
      at = piece.end;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

interface Piece {
  readonly text: string;
  /** Index of the first character after the piece. */
  readonly end: number;
}

/** One quoted stretch, one escaped character or one plain character. */
function readPiece(text: string, start: number): Piece {
  const first = text.charAt(start);
  if (first === "'") return readSingleQuoted(text, start);
  if (first === '"') return readDoubleQuoted(text, start);
  if (first !== '\\') return { text: first, end: start + 1 };
  if (start + 1 >= text.length) throw new Error(`the text ends in a lone backslash: ${text}`);
  const escaped = text.charAt(start + 1);
  return { text: escaped === '\n' ? '' : escaped, end: start + 2 };
}

function readSingleQuoted(text: string, start: number): Piece {
  const close = text.indexOf("'", start + 1);
  if (close < 0) throw unclosed('single', text, start);
  return { text: text.slice(start + 1, close), end: close + 1 };
}

function readDoubleQuoted(text: string, start: number): Piece {
  let content = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return { text: content, end: at + 1 };
    const next = text.charAt(at + 1);
    if (character === '\\' && next !== '' && '"\\$`\n'.includes(next)) {
      content += next === '\n' ? '' : next;
      at++;
    } else {
      content += character;
    }
  }
  throw unclosed('double', text, start);
}

function unclosed(kind: string, text: string, position: number): Error {
  return new Error(`the ${kind} quote at character ${position + 1} is not closed: ${text}`);
}
