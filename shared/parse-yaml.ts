import { type Document, LineCounter, parseDocument } from 'yaml';
import { messageOf } from './message-of.ts';
import { yamlMistake } from './yaml-mistake.ts';
import { controlEscapes } from './yaml-escapes.ts';

/** Something to say about a line of a file. */
export interface LineRemark {
  /** Counted from 1. */
  readonly line: number;
  /** In lower case, without a full stop. */
  readonly text: string;
}

/** The text of a YAML file, read. */
export interface ParsedYaml {
  /** Includes comments and positions; not to be used if there is a mistake. */
  readonly document: Document;
  /** The line of a position in the text; counted from 1. */
  readonly lineAt: (position: number) => number;
  /** What keeps the text from being used, where it is and what to write instead; undefined if it can be used. */
  readonly mistake: LineRemark | undefined;
  /** What is valid, but most probably not meant. */
  readonly warnings: readonly LineRemark[];
}

/** Reads the text of a configuration file. Never throws. */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    merge: true,
    keepSourceTokens: true,
  });
  const lineAt = (position: number) => lines.linePos(position).line || 1;
  const remark = ({ at, text: words }: { readonly at: number; readonly text: string }): LineRemark => ({
    line: lineAt(at),
    text: words,
  });
  const mistake = yamlMistake(document, text, lineAt) ?? unreadable(document);
  return {
    document,
    lineAt,
    mistake: mistake && remark(mistake),
    warnings: mistake ? [] : controlEscapes(document).map(remark),
  };
}

/** What is only found by reading the data: merge keys without a map, references that multiply. */
function unreadable(document: Document): { at: number; text: string } | undefined {
  try {
    document.toJS();
    return undefined;
  } catch (error) {
    return { at: 0, text: `the references (*) or merge keys (<<) cannot be followed: ${messageOf(error)}` };
  }
}
