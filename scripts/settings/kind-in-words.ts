import type { JsonSchema } from '#server/config/declaration/json-schema.ts';

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: '`true` or `false`',
  object: 'keys of your own',
};

/** What may be written for a setting: `whole number from 1 to 100`. */
export function kindInWords(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map((option) => kindInWords(option)).join(' or ');
  if (schema.enum) return `one of ${schema.enum.map((value) => `\`${String(value)}\``).join(', ')}`;
  if (schema.type === 'array') return `list of ${plural(kindInWords(schema.items as JsonSchema))}`;
  if (schema.type === 'integer' || schema.type === 'number') return numberInWords(schema);
  if (schema.format === 'go-duration') return 'duration';
  return KINDS[String(schema.type)] ?? 'anything';
}

function numberInWords({ type, minimum, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema): string {
  const kind = type === 'integer' ? 'whole number' : 'number';
  if (maximum < Number.MAX_SAFE_INTEGER) return `${kind} from ${minimum} to ${maximum}`;
  return minimum === undefined ? kind : `${kind} of at least ${minimum}`;
}

function plural(kind: string): string {
  return kind === 'text' ? 'texts' : kind;
}
