import type { Surroundings } from './platform-path.ts';

/** What kind of text a variable is in: one argument or path, a line of several arguments, or a Python program. */
export type TextKind = 'argument' | 'line' | 'python';

/** How much of a text is the path that begins with a variable. */
export interface PathExtent {
  /** Index of the first character after the path. */
  readonly end: number;
  /** `whole`: the text is this path, but for an option before it. */
  readonly within: Surroundings | 'whole';
}

const OPTION = /^--?[\w-]+=?$/;
const ASSIGNMENT = /^[\w-]+=$/;
/** A quote, maybe with the letters before a Python literal, and no space between it and the variable. */
const OPENED = /(?:^|[^\w'"`])([a-z]{0,2})('''|"""|['"`])([^\s'"`]*)$/i;

/**
 * The path that begins with a variable at `start`, in a text in which the variable's name ends at `after`. It is
 *
 * - the rest of the line, where an argument begins with the variable, or with an option or a name before it (`--out=`,
 *   `NAME=`);
 * - what is up to the closing quote, where a quote was opened before it;
 * - what is up to the next white space, quote or delimiter, elsewhere.
 */
export function pathExtent(text: string, start: number, after: number, kind: TextKind): PathExtent {
  const before = text.slice(0, start);
  if (kind === 'argument' && isWhole(before, text.slice(after)))
    return { end: endOfLine(text, after), within: 'whole' };
  const [, letters = '', opening = ''] = OPENED.exec(before) ?? [];
  const quote = /['"`]$/.exec(before)?.[0] ?? opening.charAt(0);
  const isRaw = /r/i.test(letters);
  const within = kind === 'argument' ? 'other' : kind === 'python' && isRaw ? 'python-raw' : kind;
  const closing = quote === '' ? undefined : closingQuote(text, after, quote);
  return { end: closing ?? endOfWord(text, after, kind), within };
}

function isWhole(before: string, rest: string): boolean {
  return before === '' || OPTION.test(before) || (ASSIGNMENT.test(before) && !/['"`|;,[\]]/.test(rest));
}

function endOfLine(text: string, from: number): number {
  return indexOf(text, /[\r\n]/, from);
}

function endOfWord(text: string, from: number, kind: TextKind): number {
  return indexOf(text, kind === 'line' ? /[\s'"]/ : /[\s'"`<>|;,]/, from);
}

/**
 * Undefined if the quote is not closed on this line. A backslash before a quote is an escape, unless the path is
 * written with backslashes: then it is the end of a folder's name.
 */
function closingQuote(text: string, from: number, quote: string): number | undefined {
  let slash: string | undefined;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === quote) return at;
    if (character === '\n' || character === '\r') return undefined;
    if (character === '/' || character === '\\') slash ??= character;
    if (character === '\\' && slash === '/') at++;
  }
  return undefined;
}

function indexOf(text: string, pattern: RegExp, from: number): number {
  const found = text.slice(from).search(pattern);
  return found < 0 ? text.length : from + found;
}
