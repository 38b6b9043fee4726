import { z } from 'zod';
import { groupFactsOf, type SettingFacts } from './setting.ts';
import { settingsOf } from './tree.ts';

/** A schema in the dialect of OpenAPI 3.0. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema of settings, with what each is for and its default; none of them is required. `x-restart`: a change
 * takes effect when the manager is restarted. `x-ours`: Flamenco 3 does not have this setting.
 */
export function jsonSchemaOf(tree: z.ZodObject): JsonSchema {
  const facts = new Map<unknown, SettingFacts>(settingsOf(tree).map((setting) => [setting.schema, setting.facts]));
  const {
    $schema: _dialect,
    required: _none,
    ...schema
  } = z.toJSONSchema(tree, {
    io: 'input',
    target: 'openapi-3.0',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const known = facts.get(zodSchema);
      const group = known ? undefined : groupFactsOf(zodSchema as unknown as z.ZodType);
      if (known) explain(jsonSchema, known);
      if (group) explain(jsonSchema, group);
      // A group needs no default, since its keys have their own.
      if (group) delete jsonSchema.default;
    },
  });
  return schema;
}

function explain(
  schema: JsonSchema,
  { description, defaultText, noEffect, secret, restart, ours }: SettingFacts,
): void {
  const sentences = [description, defaultText && `Default: ${defaultText}.`, noEffect && `Has no effect: ${noEffect}.`];
  schema.description = sentences.filter((sentence) => sentence !== undefined).join(' ');
  // This default would depend on the machine that the document was made on.
  if (defaultText !== undefined) delete schema.default;
  if (secret === true && schema.type === 'string') schema.format = 'password';
  if (restart) schema['x-restart'] = true;
  if (ours) schema['x-ours'] = true;
}
