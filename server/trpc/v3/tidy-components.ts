import { isDeepStrictEqual } from 'node:util';

type Json = Record<string, unknown>;

/** What the generator adds to the name of a schema that is used in answers too. */
const ANSWER_SUFFIX = 'Output';
const REF = '#/components/schemas/';

/**
 * Makes the generated schemas say what is meant and no more: answers may get more fields later (no
 * `additionalProperties: false`), whole numbers have no bounds that only say what JavaScript can count to, a schema that
 * looks the same in requests and answers has one name, and the generator's own error schemas are gone.
 */
export function tidyComponents(document: Json): Json {
  const open = plain(document) as Json & { components: { schemas: Record<string, unknown> } };
  const schemas = open.components.schemas;
  for (const name of Object.keys(schemas)) if (name.startsWith('error.')) delete schemas[name];
  for (let merged = true; merged;) merged = mergeOne(open, schemas);
  open.components.schemas = Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return open;
}

/** Merges one pair of equal schemas in place; schemas that refer to it may be equal only afterwards. */
function mergeOne(document: Json, schemas: Record<string, unknown>): boolean {
  for (const answerName of Object.keys(schemas)) {
    const name = answerName.slice(0, -ANSWER_SUFFIX.length);
    if (!answerName.endsWith(ANSWER_SUFFIX) || !isDeepStrictEqual(schemas[name], schemas[answerName])) continue;
    delete schemas[answerName];
    renameRefs(document, REF + answerName, REF + name);
    return true;
  }
  return false;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { allOf } = value as { allOf?: readonly unknown[] };
  if (allOf?.length === 1 && Object.keys(value).length === 1) return plain(allOf[0]);
  const entries = Object.entries(value).filter(([key, entry]) => !isNoise(key, entry));
  return Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry)]));
}

function isNoise(key: string, value: unknown): boolean {
  if (key === 'additionalProperties') return value === false;
  return (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
}

function renameRefs(value: unknown, from: string, to: string): void {
  if (typeof value !== 'object' || value === null) return;
  const node = value as Json;
  if (node['$ref'] === from) node['$ref'] = to;
  for (const entry of Object.values(node)) renameRefs(entry, from, to);
}
