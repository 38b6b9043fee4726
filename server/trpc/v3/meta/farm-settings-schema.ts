import { jsonSchemaOf } from '../../../config/declaration/json-schema.ts';
import { WITHOUT_PLUGINS } from '../../../config/declare-settings.ts';
import { jsonObject } from '../../../contracts/limits.ts';

/**
 * All settings as JSON, described key by key. They are not checked here but by the configuration, which names the bad
 * key and says what to do, copes with what programs made for Flamenco 3 leave out, and understands `••••••` in place of
 * secrets.
 */
export const farmSettingsSchema = jsonObject().meta({
  id: 'FarmSettings',
  override: ({ jsonSchema }) => void Object.assign(jsonSchema, jsonSchemaOf(WITHOUT_PLUGINS.tree)),
});
