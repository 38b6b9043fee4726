import { isNode, visit, type Document } from 'yaml';
import { type LineRemark, parseYaml } from '#shared/parse-yaml.ts';
import { configError } from './config-error.ts';
import { withoutNulls } from './declaration/plain-data.ts';
import type { KeyPath } from './declaration/tree.ts';

/** A configuration file as text, data and positions. */
export interface YamlFile {
  /** Includes the comments, for writing back. */
  readonly document: Document;
  /** What is valid, but most probably not meant. */
  readonly warnings: readonly LineRemark[];
  /**
   * The content with numbers and booleans as texts, the way they are written, and without keys that have no value.
   * Undefined for an empty file.
   */
  readonly texts: unknown;
  /** The same with real numbers and booleans. */
  readonly values: unknown;
  /** The line of the key, or of the nearest key above it that exists; counted from 1. */
  lineOf(path: KeyPath): number;
}

/**
 * Reads YAML. `name` is the name of the file, for the error.
 * @throws FarmError unusable, with the line
 */
export function readYaml(text: string, name: string): YamlFile {
  const { document, lineAt, mistake, warnings } = parseYaml(text);
  if (mistake) throw configError({ file: name, line: mistake.line }, mistake.text);
  return {
    document,
    warnings,
    texts: withoutNulls(asWritten(document)),
    values: withoutNulls(document.toJS()),
    lineOf: (path) => lineAt(positionOf(document, path)),
  };
}

/** `1.10` stays `1.10` and `yes` stays `yes`: what a scalar means is up to its key. */
function asWritten(document: Document): unknown {
  const copy = document.clone();
  visit(copy, {
    Scalar(key, node) {
      if (key !== 'key' && (typeof node.value === 'number' || typeof node.value === 'boolean'))
        node.value = node.source ?? String(node.value);
    },
  });
  return copy.toJS();
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
