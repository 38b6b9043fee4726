import { stringify } from 'yaml';
import type { z } from 'zod';
import { aloneSettings } from '#plugins/shaman/alone/config.ts';
import { defaultOf } from '#server/config/declaration/default-of.ts';
import { type JsonSchema, jsonSchemaOf } from '#server/config/declaration/json-schema.ts';
import { type DeclaredSetting, keyName, settingsOf } from '#server/config/declaration/tree.ts';
import { SETTINGS } from '#server/plugins/installed.ts';
import { kindInWords } from './kind-in-words.ts';

const INTRODUCTION = `# Settings

This page is generated: \`npm run settings:export\` writes it from the declarations of the settings.

The manager reads \`flamenco-manager.yaml\` in its home folder whenever it starts. Every setting has a default, so this much is enough:

\`\`\`yaml
_meta:
  version: 3
shared_storage_path: /mnt/farm
\`\`\`

- A **duration** is a number with a unit, or several: \`90s\`, \`10m0s\`, \`1h30m\`, \`744h\`. There is no unit for days.
- \`true\` and \`false\` may also be written as \`yes\` and \`no\`, or \`on\` and \`off\`.
- A value that cannot be used stops the start, with a message that names the line, the key and what to do. The log warns of keys that do not exist;
  they stay in the file.
- \`npm start -- --write-config\` writes a file with every setting. Settings can also be changed over the API
  (\`PUT /api/v3/configuration/file\`): they are checked before anything is written, and comments stay.
- **Secrets** are shown as \`••••••\` over the API and kept out of the log (those of 8 characters or more). The file holds them in
  plain text; the manager writes it so that only its owner can read it (on Windows, also administrators).
  Instead, a secret that is one text can be in an environment variable, or in a file that one names: \`FLAMENCO_DATABASE\`, \`FLAMENCO_DATABASE_FILE\`. These come
  before the file, and are never written into it; see [security](security.md#secrets).
- Settings that are **not in Flamenco 3** stay as they are when a program made for Flamenco 3 saves the settings without them.`;

/** The page that explains every setting, as Markdown. The same declarations always give the same text. */
export function settingsPage(): string {
  const { tree } = SETTINGS;
  const isOfPlugin = ({ path }: DeclaredSetting) => path[0] === 'plugins';
  return `${[
    INTRODUCTION,
    '## `flamenco-manager.yaml`',
    ...sections(tree, (setting) => !isOfPlugin(setting)),
    '## Plugins',
    '`plugins.ID.enabled: false` turns a plugin off. A plugin whose settings cannot be used does not start; the farm runs on without it. Changes count after a restart. Flamenco 3 has none of these settings.',
    ...sections(tree, isOfPlugin, ''),
    '## `flamenco-shaman.yaml`',
    'The file store that runs alone (`npm run shaman`) has a file of its own, and reads it when it starts.',
    ...sections(aloneSettings, () => true, 'read at the start'),
  ].join('\n\n')}\n`;
}

/** `counts`: when a change counts, where that is the same for all settings; empty where it was said before. */
function sections(tree: z.ZodObject, isShown: (setting: DeclaredSetting) => boolean, counts?: string): string[] {
  const schema = jsonSchemaOf(tree);
  const told = new Set<string>();
  return settingsOf(tree)
    .filter(isShown)
    .flatMap((setting) => [
      ...groupsAbove(schema, setting.path, told),
      section(setting, schemaAt(schema, setting.path), counts),
    ]);
}

/** What is said of the groups that a setting is the first of. */
function groupsAbove(schema: JsonSchema, path: readonly string[], told: Set<string>): string[] {
  const above = path.slice(0, -1).map((_key, index) => path.slice(0, index + 1));
  return above.flatMap((group) => {
    const name = keyName(group);
    if (told.has(name) || name === 'plugins') return [];
    told.add(name);
    return [`### \`${name}\``, String(schemaAt(schema, group).description)];
  });
}

function section({ path, schema, facts }: DeclaredSetting, json: JsonSchema, counts?: string): string {
  const fallback = defaultOf(schema);
  const isEmpty = fallback === '' || (typeof fallback === 'object' && Object.keys(fallback ?? {}).length === 0);
  const isLong = facts.defaultText === undefined && typeof fallback === 'object' && !isEmpty;
  const notes = [
    kindInWords(json),
    facts.secret === true && 'secret',
    facts.secret === 'in-address' && 'the password in an address is secret',
    !isLong && `default ${facts.defaultText ?? (isEmpty ? 'empty' : `\`${String(fallback)}\``)}`,
    counts ?? (facts.restart ? 'counts after a restart' : 'counts at once'),
    counts === undefined && facts.ours && 'not in Flamenco 3',
  ];
  const blocks = [`### \`${keyName(path)}\``, facts.description, `_${notes.filter(Boolean).join(' · ')}_`];
  if (facts.noEffect !== undefined) blocks.push(`Has no effect: ${facts.noEffect}.`);
  if (isLong) blocks.push('Default:', yamlBlock(stringify({ [keyName(path)]: fallback })));
  if (facts.example !== undefined) blocks.push('Example:', yamlBlock(facts.example));
  return blocks.join('\n\n');
}

function yamlBlock(yaml: string): string {
  return `\`\`\`yaml\n${yaml.trim()}\n\`\`\``;
}

function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema {
  return path.reduce((parent, key) => (parent.properties?.[key] ?? {}) as JsonSchema, schema);
}
