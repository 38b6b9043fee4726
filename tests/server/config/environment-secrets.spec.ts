import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Configuration } from '#server/config/configuration.ts';
import { setting } from '#server/config/declaration/setting.ts';
import { declareSettings } from '#server/config/declare-settings.ts';
import { type Environment, takeSecrets } from '#server/config/environment-secrets.ts';
import { loadConfig } from '#server/config/load-config.ts';
import { hideAllSecrets } from '#server/config/with-secrets.ts';
import { completeJson } from '#server/config/settings-json.ts';

const SECRET = 'a-planted-registration-secret';
const DATABASE = 'postgres://farm:planted-password@db.studio/farm';
const mailer = {
  manifest: { id: 'mail-er', description: 'Sends mail.' },
  config: z.object({ apiKey: setting(z.string(), { default: '', description: 'The key.', secret: true }) }),
};
const declaration = declareSettings([mailer]);

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'flamenco-home-'));
  await writeFile(join(home, 'flamenco-manager.yaml'), '_meta: {version: 3} # mine\nworker_registration_secret: ""\n');
});
afterEach(() => rm(home, { recursive: true }));

const load = (environment: Environment) => loadConfig({ home, declaration, environment });
const fileText = () => readFile(join(home, 'flamenco-manager.yaml'), 'utf8');
async function secretFile(text: string): Promise<string> {
  const file = join(home, 'secret');
  await writeFile(file, text);
  return file;
}

describe('a secret setting', () => {
  test('is taken from its variable, or from the file that another one names, before the configuration file', async () => {
    const { settings, database } = await load({
      FLAMENCO_DATABASE: DATABASE,
      FLAMENCO_WORKER_REGISTRATION_SECRET_FILE: await secretFile(`${SECRET}\n`),
      FLAMENCO_MQTT_CLIENT_PASSWORD: '',
      FLAMENCO_PLUGINS_MAIL_ER_API_KEY: 'planted-key',
    });
    expect([settings.worker_registration_secret, database, settings.mqtt.client.password]).toEqual([
      SECRET,
      DATABASE,
      '',
    ]);
    expect(settings.plugins).toEqual({ 'mail-er': { apiKey: 'planted-key' } });
  });

  test('is read again from its file when the configuration is', async () => {
    const file = await secretFile(SECRET);
    const configuration = new Configuration(await load({ FLAMENCO_WORKER_REGISTRATION_SECRET_FILE: file }));
    await secretFile(`${SECRET}-renewed`);
    expect((await configuration.reload()).settings.worker_registration_secret).toBe(`${SECRET}-renewed`);
  });

  test.each<[string, () => Promise<Environment>, RegExp]>([
    [
      'a file that is empty',
      async () => ({ FLAMENCO_DATABASE_FILE: await secretFile(' \n') }),
      /^FLAMENCO_DATABASE_FILE: .*secret is empty/,
    ],
    [
      'a file that is not there',
      () => Promise.resolve({ FLAMENCO_DATABASE_FILE: '/no/such' }),
      /^FLAMENCO_DATABASE_FILE: \/no\/such cannot be read: ENOENT/,
    ],
    [
      'both ways at once',
      () => Promise.resolve({ FLAMENCO_DATABASE: DATABASE, FLAMENCO_DATABASE_FILE: '/x' }),
      /^FLAMENCO_DATABASE: is set, and FLAMENCO_DATABASE_FILE as well/,
    ],
    [
      'a value that does not fit',
      () => Promise.resolve({ FLAMENCO_WORKER_REGISTRATION_SECRET: 'too-short' }),
      /^FLAMENCO_WORKER_REGISTRATION_SECRET: is too short/,
    ],
  ])('is refused by the name of the variable: %s', async (_title, environment, message) => {
    const refused = await load(await environment()).catch((error: Error) => error.message);
    expect(refused).toMatch(message);
    expect(refused).not.toContain('planted');
  });

  test('is never written into the file, whatever is saved, and stays in effect', async () => {
    const environment = { FLAMENCO_DATABASE: DATABASE, FLAMENCO_WORKER_REGISTRATION_SECRET: SECRET };
    const configuration = new Configuration(await load(environment));
    const shown = hideAllSecrets(
      declaration,
      completeJson(declaration, configuration.current.settings),
      configuration.current.secrets,
    );
    expect(JSON.stringify(shown)).not.toMatch(/planted|db\.studio/);
    const changes: (() => Promise<unknown>)[] = [
      () => configuration.writeOut(),
      () => configuration.replace({ ...(shown as object), manager_name: 'Studio North' }),
      () => configuration.change([{ path: ['manager_name'], value: 'Studio South' }]),
      () => configuration.reload(),
    ];
    for (const change of changes) {
      await change();
      const { settings } = configuration.current;
      expect([settings.worker_registration_secret, settings.database]).toEqual([SECRET, DATABASE]);
      expect(await fileText()).not.toMatch(/planted|••/);
      expect(await fileText()).toContain('worker_registration_secret: ""');
    }
    expect(configuration.secrets).toContain(SECRET);
  });

  test('cannot be changed where settings are saved', async () => {
    const configuration = new Configuration(await load({ FLAMENCO_WORKER_REGISTRATION_SECRET: SECRET }));
    const replaced = configuration.replace({ worker_registration_secret: 'another-secret-of-the-farm' });
    await expect(replaced).rejects.toThrow(
      'worker_registration_secret: is set by FLAMENCO_WORKER_REGISTRATION_SECRET in the environment; change it there',
    );
  });

  test('is kept from programs that the manager starts', () => {
    const environment: Record<string, string | undefined> = {
      FLAMENCO_DATABASE: DATABASE,
      FLAMENCO_DATABASE_FILE: '/run/secrets/database',
      PATH: '/bin',
    };
    expect(takeSecrets(declaration.tree, environment)).toMatchObject({ FLAMENCO_DATABASE: DATABASE, PATH: '/bin' });
    expect(environment).toEqual({ PATH: '/bin' });
  });
});
