import { type Document, isAlias, isCollection, isMap, isScalar, type Node, Scalar, visit, type YAMLError } from 'yaml';

/** A mistake, and the position in the text where it is. */
interface Mistake {
  readonly at: number;
  readonly text: string;
}

/** The text, and the line of a position in it, counted from 1. */
interface Source {
  readonly document: Document;
  readonly text: string;
  readonly lineAt: (position: number) => number;
}

const QUOTE_IT = 'put the whole value in quotes';

/**
 * What keeps the text of a YAML file from being used, in words for people who do not know YAML, with the place where it
 * is, which is often not the place where a reader has to give up: a quote is missing where it opens. Undefined if the
 * text can be used. Never repeats a value, since that may be a secret.
 */
export function yamlMistake(document: Document, text: string, lineAt: Source['lineAt']): Mistake | undefined {
  const source = { document, text, lineAt };
  return notText(text) ?? strayTag(document) ?? syntaxMistake(source) ?? unquoted(source);
}

function notText(text: string): Mistake | undefined {
  if (text.includes('\0')) return { at: 0, text: 'the file is not UTF-8 text but probably UTF-16; save it as UTF-8' };
  const at = text.indexOf('\uFFFD');
  return at === -1 ? undefined : { at, text: 'there are characters that are not UTF-8; save the file as UTF-8' };
}

function strayTag({ warnings }: Document): Mistake | undefined {
  const warning = warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED' || code === 'BAD_DIRECTIVE');
  if (!warning) return undefined;
  const sign = warning.code === 'BAD_DIRECTIVE' ? '%' : '!';
  return { at: warning.pos[0], text: `${sign} at the beginning means something else in YAML; ${QUOTE_IT}` };
}

function syntaxMistake(source: Source): Mistake | undefined {
  const { errors } = source.document;
  const [error] = errors;
  if (!error) return undefined;
  return (
    unclosed(error, source) ??
    // A text that goes on in the next line although that has a key of its own: only the indentation can be meant.
    indentation(
      error,
      errors.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY'),
      source,
    ) ?? {
      at: error.pos[0],
      text: wordsOf(error, source),
    }
  );
}

/** A quote or bracket that is opened and never closed is noticed only lines later, or at the end of the file. */
function unclosed({ code, pos: [at], message }: YAMLError, { document, text }: Source): Mistake | undefined {
  if (code === 'MISSING_CHAR' && message.startsWith('Missing closing')) {
    let opens = at - 1;
    visit(document, {
      Scalar(_key, node) {
        if (isQuoted(node) && start(node) < at && end(node) >= at) opens = start(node);
      },
    });
    const quote = /["']/.exec(text.slice(opens, at))?.[0] ?? text.slice(opens, at);
    return { at: opens, text: `the quote ${quote} that opens here is not closed` };
  }
  if (code !== 'BAD_INDENT' || !/must be sufficiently indented/.test(message)) return undefined;
  let opens: number | undefined;
  visit(document, {
    Collection(_key, node) {
      if (isCollection(node) && node.flow === true && start(node) < at && end(node) >= at - 1) opens = start(node);
    },
  });
  if (opens === undefined) return undefined;
  return {
    at: opens,
    text: `the bracket ${text[opens]} that opens here is not closed; if it is part of a text, ${QUOTE_IT}`,
  };
}

function indentation(first: YAMLError, multiline: YAMLError | undefined, { lineAt }: Source): Mistake | undefined {
  const isNested = first.code === 'BLOCK_AS_IMPLICIT_KEY' && multiline !== undefined;
  if (!isNested || lineAt(multiline.pos[0]) === lineAt(multiline.pos[1] - 1)) return undefined;
  return { at: multiline.pos[1] - 1, text: INDENTATION };
}

const INDENTATION =
  'the line is not indented like the others of its group; use the same number of spaces for all of them';

function wordsOf({ code, pos: [at], message }: YAMLError, { text }: Source): string {
  const rest = text.slice(at).split('\n', 1)[0] ?? '';
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent a line; use spaces';
    case 'DUPLICATE_KEY':
      return 'this key is there twice; keep one of them';
    case 'BAD_INDENT':
      return INDENTATION;
    case 'BAD_DQ_ESCAPE':
      return `${text.slice(at, at + 2)} means nothing in double quotes; for a path of Windows, use single quotes ('C:\\temp') or forward slashes (C:/temp)`;
    case 'BAD_SCALAR_START':
      return `a value cannot begin with ${text[at]}; ${QUOTE_IT}`;
    case 'BAD_ALIAS':
      return `${text[at]} at the beginning means something else in YAML; ${QUOTE_IT}`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `a colon and a space in a value begin another key; ${QUOTE_IT}`;
    case 'MULTILINE_IMPLICIT_KEY':
      return noColon(rest);
    case 'MULTIPLE_DOCS':
      return 'a second document begins here; remove the line with ---';
    case 'UNEXPECTED_TOKEN':
      if (/block scalar header/i.test(message))
        return `${text[at - 1]} at the beginning means something else in YAML; ${QUOTE_IT}`;
      if (/^["'\]}]/.test(rest)) return `${rest[0]} closes nothing; remove it`;
      if (/["'\]}]$/.test(text.slice(0, at).trimEnd()))
        return 'there is something after the closing quote or bracket; put all of it in quotes';
      return /^\s*-/.test(rest) ? 'a list begins in a new line' : INDENTATION;
    case 'MISSING_CHAR':
      if (rest.startsWith('#')) return 'there has to be a space before the # of a comment';
      if (/implicit map keys/i.test(message)) return noColon(rest);
      return INDENTATION;
    default:
      return `this is not valid YAML (${code})`;
  }
}

function noColon(rest: string): string {
  if (/^[\w.-]+:\S/.test(rest)) return 'there has to be a space after the colon';
  return 'there is no colon with a space after it, which divides a key from its value';
}

/** What is valid, but takes a value away without a word: `{blender}`, `*.exr`, `&name`. */
function unquoted({ document, text }: Source): Mistake | undefined {
  let found: Mistake | undefined;
  const note = (node: Node, words: string) => {
    found ??= { at: start(node), text: words };
    return visit.BREAK;
  };
  const sign = (node: Node) =>
    note(node, `${text[start(node)]} at the beginning means something else in YAML; ${QUOTE_IT}`);
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) return node.resolve(document) === undefined ? sign(node) : undefined;
      if (isScalar(node)) {
        const isEmpty = node.value === null && node.source === '' && node.anchor !== undefined;
        return isEmpty ? note(node, `& at the beginning means something else in YAML; ${QUOTE_IT}`) : undefined;
      }
      if (!isMap(node) || node.flow !== true || node.items.length !== 1) return undefined;
      const [pair] = node.items;
      if (!pair || pair.value !== null) return undefined;
      return note(node, `{} without quotes is a group of keys; to write a variable, ${QUOTE_IT}`);
    },
  });
  return found;
}

function isQuoted({ type }: Scalar): boolean {
  return type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE;
}

function start({ range }: Node): number {
  return range?.[0] ?? 0;
}

function end({ range }: Node): number {
  return range?.[2] ?? 0;
}
