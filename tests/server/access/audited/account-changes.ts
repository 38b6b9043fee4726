import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANAGER } from '#server/contracts/actor.ts';
import { DEVICE_GRANT } from '#server/contracts/program-login.ts';
import { SetUpLink } from '#server/setup/set-up-link.ts';
import { createApiToken } from '#server/use-cases/create-api-token.ts';
import { makePersonLink } from '#server/use-cases/make-person-link.ts';
import { deviceCode } from '#tests/support/account-visits.ts';
import { cookieOf, PASSWORD } from '../matrix/callers.ts';
import { BLENDER } from './farm-changes.ts';
import type { AuditedCall, Scene, Sending, Sent, Someone } from './scene.ts';

type Send = Parameters<AuditedCall['call']>[1];

/** What somebody does with their own account; `prepare` resolves to what is sent. */
function own(as: string, prepare: (scene: Scene, me: Someone) => unknown): AuditedCall {
  return {
    as,
    by: { kind: 'person' },
    call: async (scene: Scene, send: Send): Promise<Sent> => {
      const me = await scene.someone();
      const input = await prepare(scene, me);
      return send({ input, headers: me.headers });
    },
  };
}

/** What the admin does with the account of somebody. */
function ofPerson(as: string, more: (scene: Scene, person: { readonly id: string }) => unknown = () => ({})) {
  return {
    as,
    call: async (scene: Scene, send: Send): Promise<Sent> => {
      const person = await scene.person();
      return send({ input: { id: person.id, ...((await more(scene, person)) as object) } });
    },
  };
}

const { headers: NOBODY } = { headers: {} };

async function setUpDevice(scene: Scene, me: Someone): Promise<{ uri: string; codes: readonly string[] }> {
  const made = await scene.send('account.setUpDevice', { input: { password: PASSWORD }, headers: me.headers });
  const { uri, recovery_codes: codes } = made.data as { uri: string; recovery_codes: string[] };
  scene.secret(new URL(uri).searchParams.get('secret') ?? uri);
  codes.forEach((code) => scene.secret(code));
  return { uri, codes };
}

/** Somebody of whom codes are asked, as they are signed in now. */
async function withDevice(scene: Scene, me: Someone): Promise<{ cookie: string; codes: readonly string[] }> {
  const { uri, codes } = await setUpDevice(scene, me);
  const done = await scene.send('account.confirmDevice', { input: { code: deviceCode(uri) }, headers: me.headers });
  if (done.status !== 200) throw new Error(done.text);
  return { cookie: done.cookie, codes };
}

/** Somebody who has to send a code next. */
async function halfIn(scene: Scene): Promise<{ headers: { Cookie: string }; codes: readonly string[] }> {
  const me = await scene.someone();
  const { codes } = await withDevice(scene, me);
  const input = { nameOrEmail: me.name, password: PASSWORD };
  const { cookie } = await scene.send('account.signIn', { input, headers: NOBODY });
  return { headers: { Cookie: cookie }, codes };
}

async function link(scene: Scene): Promise<Sending> {
  const { secret } = await makePersonLink(scene.manager.farm, MANAGER, (await scene.person()).id, 'reset');
  const password = scene.secret('planted with a link');
  return { input: { secret: scene.secret(secret), password }, headers: NOBODY };
}

async function tokenOf(scene: Scene, personId: string): Promise<string> {
  const { farm } = scene.manager;
  const { id, secret } = await createApiToken(farm, MANAGER, personId, { label: scene.name('token') });
  scene.secret(secret);
  return id;
}

/** Sends something as somebody of whom codes are asked. */
const withSecondFactor = (as: string): AuditedCall => ({
  as,
  by: { kind: 'person' },
  call: async (scene, send) => {
    const { cookie } = await withDevice(scene, await scene.someone());
    const sent = await send({ input: { password: PASSWORD }, headers: { Cookie: cookie } });
    if (Array.isArray(sent.data)) sent.data.forEach((code) => scene.secret(String(code)));
    return sent;
  },
});

/** A program that asks to act for somebody, who looks at what it wants. */
async function programAsking(scene: Scene, me: Someone): Promise<{ readonly id: string; readonly device: string }> {
  const asks = { client_id: 'a script', scope: 'jobs.read' };
  const begun = await scene.send('startDeviceLogIn', { input: asks, headers: NOBODY });
  const { device_code: device, user_code: code } = JSON.parse(begun.text) as Record<string, string>;
  const opened = await scene.send('account.openProgram', { input: { code }, headers: me.headers });
  return { id: (opened.data as { id: string }).id, device: scene.secret(device ?? '') };
}

/** What changes accounts, and who is signed in. */
export const ACCOUNT_CHANGES: Readonly<Record<string, AuditedCall>> = {
  'account.signIn': {
    as: 'session.begin',
    by: { kind: 'person' },
    call: async (scene, send) => {
      const { name } = await scene.person();
      return send({ input: { nameOrEmail: name, password: PASSWORD }, headers: NOBODY });
    },
  },
  'account.sendCode': {
    as: 'person.use-recovery-code',
    by: { kind: 'open', address: '127.0.0.1' },
    call: async (scene, send) => {
      const { headers, codes } = await halfIn(scene);
      return send({ input: { kind: 'recovery', code: codes[0] }, headers });
    },
  },
  'account.signOut': own('session.end', () => null),
  'account.useLink': {
    as: 'person.use-link',
    by: { kind: 'person' },
    call: async (scene, send) => send(await link(scene)),
  },
  'account.changePassword': own('person.password', (scene) => ({
    current: PASSWORD,
    next: scene.secret('planted as the next one'),
  })),
  'account.confirmDevice': own('person.second-factor', async (scene, me) => ({
    code: deviceCode((await setUpDevice(scene, me)).uri),
  })),
  'account.removeDevice': withSecondFactor('person.second-factor'),
  'account.newRecoveryCodes': withSecondFactor('person.recovery-codes'),
  'account.endSession': own('session.end', async (scene, me) => {
    const sessions = await scene.send('account.sessions', { headers: me.headers });
    return { id: (sessions.data as { id: string }[])[0]?.id };
  }),
  'account.endOtherSessions': own('session.end', async (scene, me) => {
    await cookieOf(scene.manager, me.name);
    return null;
  }),
  'account.answerProgramLogin': own('token.allow-program', async (scene, me) => ({
    id: (await programAsking(scene, me)).id,
    allow: true,
  })),
  fetchDeviceToken: {
    as: 'token.create',
    by: { kind: 'person' },
    call: async (scene, send) => {
      const me = await scene.someone();
      const { id, device } = await programAsking(scene, me);
      await scene.send('account.answerProgramLogin', { input: { id, allow: true }, headers: me.headers });
      const sent = await send({ input: { grant_type: DEVICE_GRANT, device_code: device }, headers: NOBODY });
      scene.secret((JSON.parse(sent.text) as { access_token: string }).access_token);
      return sent;
    },
  },
  revokeToken: {
    as: 'token.revoke',
    by: { kind: 'token' },
    call: async (scene, send) => {
      const { farm } = scene.manager;
      const { secret } = await createApiToken(farm, MANAGER, (await scene.person()).id, { label: scene.name('token') });
      return send({ input: { token: scene.secret(secret) }, headers: NOBODY });
    },
  },
  'account.createToken': {
    as: 'token.create',
    by: { kind: 'person' },
    call: async (scene, send) => {
      const sent = await send({ input: { label: scene.name('token') }, headers: (await scene.someone()).headers });
      scene.secret((sent.data as { secret: string }).secret);
      return sent;
    },
  },
  'account.revokeToken': own('token.revoke', async (scene, me) => ({ id: await tokenOf(scene, me.id) })),
  'people.invite': {
    as: 'person.create',
    call: async (scene, send) => {
      const sent = await send({ input: { name: scene.name('guest'), role: 'artist' } });
      scene.secret((sent.data as { path: string }).path.split('#')[1] ?? '');
      return sent;
    },
  },
  'people.makeLink': {
    as: 'person.link',
    call: async (scene, send) => {
      const sent = await send({ input: { id: (await scene.person()).id, kind: 'reset' } });
      scene.secret((sent.data as { path: string }).path.split('#')[1] ?? '');
      return sent;
    },
  },
  'people.change': ofPerson('person.change', () => ({ change: { role: 'wrangler', disabled: true } })),
  'people.remove': ofPerson('person.remove'),
  'people.endSessions': {
    as: 'session.end',
    call: async (scene, send) => send({ input: { id: (await scene.someone()).id } }),
  },
  'people.revokeToken': ofPerson('token.revoke', async (scene, { id }) => ({ tokenId: await tokenOf(scene, id) })),
  'setup.finish': {
    as: 'settings.change',
    by: { kind: 'open' },
    call: async (scene, send) => {
      const { farm, folder } = scene.manager;
      const made = SetUpLink.make(farm.clock);
      Object.assign(farm, { setUpLink: made.link });
      const storage = join(folder, 'set-up');
      await mkdir(storage);
      const admin = { name: scene.name('first'), password: PASSWORD };
      const choices = { access: 'accounts', admin, storage, blender: BLENDER };
      const sent = await send({ input: { secret: scene.secret(made.secret), choices }, headers: NOBODY });
      Object.assign(farm, { setUpLink: undefined });
      return sent;
    },
  },
};
