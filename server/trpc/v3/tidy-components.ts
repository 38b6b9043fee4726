import { isDeepStrictEqual } from 'node:util';

/** The suffix that the generator adds to the name of a schema that differs between answers and requests. */
const ANSWER_SUFFIX = /(#\/components\/schemas\/\w+)Output$/;

/**
 * Makes the generated schemas say what is meant and no more: answers may get more fields later (no
 * `additionalProperties: false`), whole numbers have no bounds that only reflect what JavaScript can count to, and
 * references stand alone. Each schema then looks the same in requests and answers, and has one name.
 */
export function tidyComponents(document: object): object {
  const tidy = plain(document) as { components: { schemas: Record<string, unknown> } };
  const { schemas } = tidy.components;
  for (const answerName of Object.keys(schemas).filter((name) => name.endsWith('Output'))) {
    const name = answerName.replace(/Output$/, '');
    if (name in schemas && !isDeepStrictEqual(schemas[name], schemas[answerName]))
      throw new Error(`${name} differs between answers and requests; use two schemas, each with its own name`);
    schemas[name] = schemas[answerName];
    delete schemas[answerName];
  }
  tidy.components.schemas = Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return tidy;
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(ANSWER_SUFFIX, '$1');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { allOf, ...beside } = value as { readonly allOf?: readonly unknown[] };
  if (allOf?.length === 1 && Object.keys(beside).length === 0) return plain(allOf[0]);
  const entries = Object.entries(value).filter(([key, entry]) => !isNoise(key, entry));
  return Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry)]));
}

function isNoise(key: string, value: unknown): boolean {
  if (key === 'additionalProperties') return value === false;
  return (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
}
