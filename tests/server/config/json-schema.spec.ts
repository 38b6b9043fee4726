import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { duration } from '#server/config/declaration/duration.ts';
import { jsonSchemaOf } from '#server/config/declaration/json-schema.ts';
import { group, setting } from '#server/config/declaration/setting.ts';
import { settingsOf } from '#server/config/declaration/tree.ts';
import { declareSettings } from '#server/config/declare-settings.ts';
import { configFrom } from '#server/config/load-config.ts';
import { hideSecrets } from '#server/config/secrets.ts';
import { settingsToJson } from '#server/config/settings-json.ts';
import { INSTALLED_PLUGINS } from '#server/plugins/installed.ts';

const declaration = declareSettings(INSTALLED_PLUGINS);
const FILE = `_meta: {version: 3}
database: postgres://farm:pass@db/farm
shaman: {garbageCollect: {period: 1.5h}}
worker_registration_secret: [the-first-secret-of-the-farm, the-second-secret-of-the-farm]
mqtt: {client: {broker: 'tcp://u:p@b:1883', password: hush}}
variables: {p: {is_twoway: yes, values: [{platforms: [linux, darwin], audience: users, value: /p}]}}
plugins: {last-rendered: {quality: 70, enabled: no}}
`;

describe('the schema of the settings', () => {
  it('says for each key what it is for, its kind, default, unit and limits, and when a change takes effect', () => {
    const about = { description: 'What it is for.' };
    const tree = z.object({
      wait: setting(duration, { default: '90s', ...about, restart: true }),
      count: setting(z.int().min(1).max(9), { default: 3, ...about, ours: true }),
      idle: setting(z.boolean(), { default: false, ...about, noEffect: 'nobody made it' }),
      zone: setting(z.string(), { default: () => 'here', defaultText: 'where it is', ...about }),
      inner: group(
        { description: 'A group.', restart: true },
        { password: setting(z.string(), { default: '', ...about, secret: true }) },
      ),
    });
    expect(jsonSchemaOf(tree)).toEqual({
      type: 'object',
      properties: {
        wait: {
          type: 'string',
          format: 'go-duration',
          pattern: expect.any(String),
          default: '90s',
          description: 'What it is for.',
          'x-restart': true,
        },
        count: { type: 'integer', minimum: 1, maximum: 9, default: 3, description: 'What it is for.', 'x-ours': true },
        idle: { type: 'boolean', default: false, description: 'What it is for. Has no effect: nobody made it.' },
        zone: { type: 'string', description: 'What it is for. Default: where it is.' },
        inner: {
          type: 'object',
          description: 'A group.',
          'x-restart': true,
          properties: {
            password: {
              type: 'string',
              format: 'password',
              default: '',
              description: 'What it is for.',
              'x-restart': true,
            },
          },
        },
      },
    });
  });

  it('accepts what the manager shows, and rejects what are no settings', () => {
    const schema = z.fromJSONSchema(jsonSchemaOf(declaration.tree));
    const { settings } = configFrom(FILE, '/farm', declaration);
    const shown = hideSecrets(declaration.tree, settingsToJson(settings)) as Record<string, unknown>;
    expect(schema.safeParse(shown).error).toBeUndefined();
    for (const bad of [
      { task_timeout: '5 minutes' },
      { blocklist_threshold: -1 },
      { plugins: { ssdp: { enabled: 1 } } },
    ])
      expect(schema.safeParse({ ...shown, ...bad }).success, JSON.stringify(bad)).toBe(false);
  });
});

describe('the settings of this manager and its plugins', () => {
  const declared = settingsOf(declaration.tree);

  it('are each explained', () => {
    expect(declared.length).toBeGreaterThan(30);
    for (const { path, facts } of declared) expect(facts.description, path.join('.')).toMatch(/^[A-Z`][^]*\.$/);
  });

  it('are all declared', () => {
    const leaves = (schema: unknown): number => {
      const { properties } = schema as { properties?: Record<string, unknown> };
      return properties ? Object.values(properties).reduce<number>((sum, child) => sum + leaves(child), 0) : 1;
    };
    // All but `_meta.version`.
    expect(leaves(jsonSchemaOf(declaration.tree)) - 1).toBe(declared.length);
  });

  it('are marked as secret if their names sound like it', () => {
    const suspicious = declared.filter(({ path }) =>
      /secret|passw(?!ord_(?:min_length|login)$)|token|api_?key|webhook|credential/i.test(path.join('.')),
    );
    expect(suspicious.filter(({ facts }) => facts.secret === undefined)).toEqual([]);
    const names = suspicious.map(({ path }) => path.at(-1));
    expect(names).toEqual(expect.arrayContaining(['worker_registration_secret', 'password']));
  });
});
