import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnyProcedure } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { INSTALLED_PLUGINS } from '#server/plugins/installed.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { v3Router } from '#server/trpc/v3/v3-router.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { ACCOUNT_CHANGES } from './audited/account-changes.ts';
import { FARM_CHANGES, REGISTRATION_SECRET } from './audited/farm-changes.ts';
import { Scene } from './audited/scene.ts';

/** Each is called below, and has to leave an entry. */
const ENTERED = { ...FARM_CHANGES, ...ACCOUNT_CHANGES };

/** These take more than a manager; the spec that is named finds their entries. */
const SEEN_ELSEWHERE: Readonly<Record<string, { readonly as: string; readonly spec: string }>> = {
  'account.arriveFromProvider': { as: 'person.linked', spec: 'tests/server/accounts/oidc.spec.ts' },
  'account.unlinkProvider': { as: 'person.unlinked', spec: 'tests/server/accounts/oidc.spec.ts' },
};

const WORK = 'what a worker reports about itself or its task';
const READS = 'it stores nothing';
const UPLOAD = 'files are found by their content; the job that uses them is entered';

/** Procedures that are mutations and leave no entry, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  taskUpdate: WORK,
  taskOutputProduced: WORK,
  workerStateChanged: WORK,
  workerSelfCheck: WORK,
  scheduleTask: WORK,
  signOff: WORK,
  proveIdentity: READS,
  checkSharedStoragePath: READS,
  checkBlenderExePath: READS,
  submitJobCheck: READS,
  'account.readLink': READS,
  'account.departToProvider': READS,
  'account.linkProvider': 'it counts for nothing before arriveFromProvider',
  startDeviceLogIn: 'nothing comes of it before somebody allows it, and strangers would fill the log',
  'account.openProgram': 'it only shows which program asks; answerProgramLogin is entered',
  'account.setUpDevice': 'it counts for nothing before confirmDevice',
  'setup.begin': READS,
  'setup.checkStorage': READS,
  'setup.findBlender': READS,
  'setup.checkBlender': READS,
  shamanCheckout: UPLOAD,
  shamanFileStore: UPLOAD,
};

function changing(router: { readonly _def: { readonly procedures: object } }): string[] {
  return Object.entries(router._def.procedures as Record<string, AnyProcedure>)
    .filter(([, { _def }]) => _def.type === 'mutation')
    .map(([name]) => name);
}

test('each procedure that changes something is entered in the audit log, or is known not to be', () => {
  const known = [...Object.keys(ENTERED), ...Object.keys(SEEN_ELSEWHERE), ...Object.keys(WITHOUT)];
  expect(known.toSorted()).toEqual([...changing(v3Router), ...changing(appRouter)].toSorted());
});

test.each(Object.entries(SEEN_ELSEWHERE))('%s is entered, as its own spec finds', async (_name, { as, spec }) => {
  expect(await readFile(join(PROJECT_ROOT, spec), 'utf8')).toContain(`auditOf('${as}')`);
});

describe('a change through either door', () => {
  let manager: TestManager;
  let scene: Scene;
  let stopPlugins: () => Promise<void>;
  beforeAll(async () => {
    manager = await startTestManager({
      webRouter: appRouter,
      plugins: INSTALLED_PLUGINS,
      config: `access: accounts\nworker_registration_secret: ${REGISTRATION_SECRET}\n`,
    });
    const keepers = INSTALLED_PLUGINS.filter(({ manifest }) => manifest.id === 'sleep-schedules');
    const host = createPluginHost({ farm: manager.farm, plugins: keepers });
    await host.start();
    stopPlugins = () => host.stop();
    scene = await Scene.of(manager);
  });
  afterAll(async () => {
    await stopPlugins();
    await manager.stop();
  });

  test.each(Object.entries(ENTERED))('%s', async (name, { as, by, call }) => {
    const { status, text, entries } = await call(scene, (sending) => scene.send(name, sending));
    expect(status, text).toBeLessThan(300);
    const found = entries.filter(({ action }) => action === as);
    expect(found, JSON.stringify(entries.map(({ action }) => action))).toHaveLength(1);
    const { id, kind } = { id: scene.admin.id, kind: 'person' };
    expect(found[0]).toMatchObject({ by: by ?? { kind, id, name: 'ada' }, address: '127.0.0.1' });
    expect(found[0]?.request_id).not.toBe('');
    expect(found[0]?.summary).not.toContain('undefined');
  });

  test('shows no password, token, link or other secret, neither in the log nor in the events', async () => {
    const { tables } = manager.farm.database;
    const entries = await tables.selectFrom('audit_log').selectAll().execute();
    const told = JSON.stringify([entries, await tables.selectFrom('events').selectAll().execute()]);
    expect(entries.length).toBeGreaterThan(Object.keys(ENTERED).length);
    expect(scene.secrets.size).toBeGreaterThan(20);
    expect([...scene.secrets].filter((secret) => told.includes(secret))).toEqual([]);
  });
});
