import { type Document, Scalar, visit } from 'yaml';

/** What the escapes of a text in double quotes are, from `\t` to `\U0001F600`; a pair of backslashes is one of them. */
const ESCAPE = /\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[\s\S])/gi;
/** The letters that stand for control characters, line breaks of Unicode among them. */
const LETTERS = '0abtnvfreNLP\t';

/**
 * Texts in double quotes with escapes that become control characters: most probably paths of Windows, of which
 * something is lost (`"C:\temp"`). The texts themselves are not repeated, since they may be secrets.
 */
export function controlEscapes(document: Document): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  visit(document, {
    Scalar(_key, node) {
      const token = node.srcToken;
      if (node.type !== Scalar.QUOTE_DOUBLE || token === undefined || !('source' in token)) return;
      const first = [...token.source.matchAll(ESCAPE)].find(([escape]) => isControl(escape));
      if (!first) return;
      found.push({
        at: token.offset + first.index,
        text:
          `${first[0]} is a control character in double quotes; for a backslash, as in a path of Windows, ` +
          `use single quotes ('C:\\temp') or forward slashes (C:/temp)`,
      });
    },
  });
  return found;
}

function isControl(escape: string): boolean {
  const [, letter = ''] = escape;
  if (!/^\\[xu]./i.test(escape)) return LETTERS.includes(letter);
  return /\p{Cc}/u.test(String.fromCodePoint(Math.min(Number.parseInt(escape.slice(2), 16), 0x10_ff_ff)));
}
