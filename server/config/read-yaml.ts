import { isNode, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { configError } from './config-error.ts';

type KeyPath = readonly PropertyKey[];

/** A configuration file as text, data and positions. */
export interface YamlFile {
  /** With comments, for writing back. */
  readonly document: Document;
  /** Numbers and booleans as they are written, without keys that have no value. Undefined for an empty file. */
  readonly texts: unknown;
  /** The same with numbers and booleans as such. */
  readonly values: unknown;
  /** The line of the key, or of the nearest key above that exists; from 1. */
  lineOf(path: KeyPath): number;
}

/** Reads YAML. `name` is the file's name for the error, a FarmError with the line. */
export function readYaml(text: string, name: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const [error] = document.errors;
  if (error) {
    const [firstLine = ''] = error.message.split('\n');
    throw configError({ file: name, line: lines.linePos(error.pos[0]).line }, `not valid YAML: ${firstLine}`);
  }
  return {
    document,
    texts: withoutNulls(asWritten(text)),
    values: withoutNulls(document.toJS()),
    lineOf: (path) => lines.linePos(positionOf(document, path)).line || 1,
  };
}

/** `1.10` stays `1.10` and `yes` stays `yes`: what a scalar means is up to its key. */
function asWritten(text: string): unknown {
  const document = parseDocument(text, { merge: true });
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && (typeof node.value === 'number' || typeof node.value === 'boolean'))
        node.value = node.source ?? String(node.value);
    },
  });
  return document.toJS();
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}

function positionOf(document: Document, path: KeyPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.hasIn(path.slice(0, length))
      ? document.getIn(path.slice(0, length), true)
      : undefined;
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
