import { isMap, isScalar, isSeq, Scalar, stringify, visit, type Document, type YAMLMap, type YAMLSeq } from 'yaml';
import { isRecord } from './declaration/plain-data.ts';
import type { KeyPath } from './declaration/tree.ts';

/** Whether a key stays even if the new values do not have it. */
export type IsKept = (path: KeyPath) => boolean;

/**
 * Makes the document say what `values` says. Nothing is touched that does not change, so comments and notation are
 * preserved; keys that `values` does not have are removed, unless they are kept.
 */
export function mergeIntoYaml(document: Document, values: Record<string, unknown>, isKept: IsKept): void {
  if (isMap(document.contents)) mergeMap({ document, isKept }, document.contents, values, []);
  else document.contents = document.createNode(values);
}

/** Sets one key of the document, creating it and the keys above it if necessary. Comments next to it stay. */
export function setInYaml(document: Document, path: readonly string[], value: unknown): void {
  const existing: unknown = document.getIn(path, true);
  if (isScalar(existing) && isPlain(value)) setScalar(existing, value);
  else document.setIn(path, document.createNode(value));
}

/**
 * The text of the document. Numbers that would not be written the way they were, such as the password 0123, become
 * texts.
 */
export function yamlText(document: Document): string {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'number' || node.source === undefined) return;
      const alone = node.clone();
      delete alone.comment;
      delete alone.commentBefore;
      if (stringify(alone).trim() !== node.source) node.value = node.source;
    },
  });
  return document.toString({ lineWidth: 0 });
}

interface Merge {
  readonly document: Document;
  readonly isKept: IsKept;
}

function mergeMap(merge: Merge, map: YAMLMap, values: Record<string, unknown>, path: KeyPath): void {
  const pairs = map.items.slice();
  for (const pair of pairs) {
    const key = String(isScalar(pair.key) ? pair.key.value : pair.key);
    if (Object.hasOwn(values, key) || merge.isKept([...path, key])) continue;
    // Something below this key may have to stay.
    if (isMap(pair.value)) mergeMap(merge, pair.value, {}, [...path, key]);
    if (!isMap(pair.value) || pair.value.items.length === 0) map.delete(pair.key);
  }
  for (const [key, value] of Object.entries(values)) {
    const existing: unknown = map.get(key, true);
    if (!mergeNode(merge, existing, value, [...path, key])) map.set(key, merge.document.createNode(value));
  }
}

/** Changes the node in place; false if it is of a different kind. */
function mergeNode(merge: Merge, existing: unknown, value: unknown, path: KeyPath): boolean {
  if (isMap(existing) && isRecord(value)) mergeMap(merge, existing, value, path);
  else if (isScalar(existing) && isPlain(value)) setScalar(existing, value);
  else if (isSeq(existing) && Array.isArray(value)) return mergeList(merge, existing, value, path);
  else return false;
  return true;
}

function mergeList(merge: Merge, list: YAMLSeq, values: readonly unknown[], path: KeyPath): boolean {
  if (list.items.length !== values.length) return false;
  for (const [index, value] of values.entries()) {
    if (!mergeNode(merge, list.items[index], value, [...path, index]))
      list.set(index, merge.document.createNode(value));
  }
  return true;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function setScalar(node: Scalar, value: unknown): void {
  if ((node.source ?? String(node.value)) === String(value)) return;
  node.value = value;
  delete node.source;
  if (typeof value === 'string' && node.type !== Scalar.QUOTE_SINGLE) node.type = Scalar.PLAIN;
}
