import { z } from 'zod';
import { jsonSchemaOf } from '../../../config/declaration/json-schema.ts';
import { WITHOUT_PLUGINS } from '../../../config/declare-settings.ts';

/**
 * All settings as JSON, described key by key. They are not checked here: the configuration names the key and what to
 * do, takes what programs made for Flamenco 3 leave out, and shows secrets as `••••••`.
 */
export const farmSettingsSchema = z.record(z.string(), z.unknown()).meta({
  id: 'FarmSettings',
  override: ({ jsonSchema }) => void Object.assign(jsonSchema, jsonSchemaOf(WITHOUT_PLUGINS.tree)),
});
