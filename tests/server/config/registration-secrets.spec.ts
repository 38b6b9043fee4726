import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Configuration } from '#server/config/configuration.ts';
import { configFrom, loadConfig } from '#server/config/load-config.ts';
import { registrationSecrets } from '#server/config/registration-secrets.ts';
import { hideSecrets } from '#server/config/secrets.ts';
import { settingsToJson } from '#server/config/settings-json.ts';

const FIRST = 'the-first-secret-of-the-farm';
const SECOND = 'the-second-secret-of-the-farm';
const DIGITS = '12345678901234567890';
const secretsIn = (yaml: string) => registrationSecrets(configFrom(`_meta: {version: 3}\n${yaml}`, '/farm').settings);

describe('the registration secret of the farm', () => {
  it.each([
    ['', []],
    ['worker_registration_secret:', []],
    ["worker_registration_secret: ''", []],
    ['worker_registration_secret: []', []],
    [`worker_registration_secret: ${FIRST}`, [FIRST]],
    [`worker_registration_secret: ${DIGITS}`, [DIGITS]],
    [`worker_registration_secret: [${FIRST}, ${SECOND}]`, [FIRST, SECOND]],
  ])('%j means %j', (yaml, secrets) => {
    expect(secretsIn(yaml)).toEqual(secrets);
  });

  it.each([
    ['short', ': is too short; a registration secret has at least 16 characters'],
    [`[${FIRST}, short]`, '[1]: is too short; a registration secret has at least 16 characters'],
    [`[${FIRST}, {a: 1}]`, ': is neither a text nor a list of texts'],
    ['{a: 1}', ': is neither a text nor a list of texts'],
    ['two words of a secret', ': may only have ASCII letters, digits and punctuation, and no spaces'],
    ['x'.repeat(201), ': is too long; a registration secret has at most 200 characters'],
  ])('%j is refused, with its line and without the secret', (value, complaint) => {
    const read = () => secretsIn(`worker_registration_secret: ${value}`);
    expect(read).toThrow(`flamenco-manager.yaml, line 2: worker_registration_secret${complaint}`);
    expect(read).not.toThrow(FIRST);
  });
});

describe('when settings are saved, the registration secret', () => {
  let home = '';
  const file = () => readFile(join(home, 'flamenco-manager.yaml'), 'utf8');
  const open = async (yaml: string) => {
    await writeFile(join(home, 'flamenco-manager.yaml'), `_meta: {version: 3}\n${yaml}`);
    return new Configuration(await loadConfig({ home }));
  };
  const shown = (configuration: Configuration) =>
    hideSecrets(configuration.current.declaration.tree, settingsToJson(configuration.current.settings)) as Record<
      string,
      unknown
    >;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'config-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it.each([`worker_registration_secret: ${FIRST}`, `worker_registration_secret: [ ${FIRST}, ${SECOND} ]`])(
    'is never shown, and stays: %s',
    async (yaml) => {
      const configuration = await open(yaml);
      const sent = shown(configuration);
      expect(JSON.stringify(sent)).not.toMatch(/the-first|the-second/);
      await configuration.replace({ ...sent, manager_name: 'Other' });
      expect(await file()).toContain(yaml);
      expect(await file()).toContain('manager_name: Other');
    },
  );

  it('can be rotated: first a new one next to the old one, then only the new one', async () => {
    const configuration = await open(`worker_registration_secret: ${FIRST}`);
    await configuration.replace({ ...shown(configuration), worker_registration_secret: ['••••••', SECOND] });
    expect(registrationSecrets(configuration.current.settings)).toEqual([FIRST, SECOND]);
    await configuration.replace({ ...shown(configuration), worker_registration_secret: ['••••••2'] });
    expect(registrationSecrets(configuration.current.settings)).toEqual([SECOND]);
  });

  it('stays when a program made for Flamenco 3, which does not know it, saves the settings', async () => {
    const configuration = await open(`worker_registration_secret: ${FIRST}`);
    await configuration.replace({ manager_name: 'Other' });
    expect(registrationSecrets(configuration.current.settings)).toEqual([FIRST]);
  });

  it('is removed when it is sent empty', async () => {
    const configuration = await open(`worker_registration_secret: ${FIRST}`);
    await configuration.replace({ ...shown(configuration), worker_registration_secret: [] });
    expect(registrationSecrets(configuration.current.settings)).toEqual([]);
  });

  it('is checked before anything is written', async () => {
    const configuration = await open(`worker_registration_secret: ${FIRST}`);
    const before = await file();
    const save = configuration.replace({ ...shown(configuration), worker_registration_secret: 'short' });
    await expect(save).rejects.toThrow('worker_registration_secret: is too short');
    expect(await file()).toBe(before);
  });
});
