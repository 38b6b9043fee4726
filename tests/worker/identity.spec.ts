import { generateKeyPairSync, sign } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { identityMessage } from '#server/contracts/manager-identity.ts';
import { loadIdentity, saveIdentity } from '#worker/credentials.ts';
import type { KnownManager } from '#worker/identity/known-manager.ts';
import { ManagerClient } from '#worker/manager-client.ts';
import { ManagerConnection } from '#worker/manager-connection.ts';
import { signOn } from '#worker/sign-on.ts';
import { FAST } from './support/fast-timing.ts';
import { farmParts } from './support/farm-parts.ts';

const CREDENTIALS = { workerId: '7b0d5c3e-1f0a-4b57-8a51-3f3c2a9d1e22', secret: 'the-secret-of-this-worker' };

/** A key, and what a manager that has it answers. */
function aKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const prove = (nonce: string, address = '127.0.0.1', shown = key) => ({
    status: 200,
    body: {
      public_key: shown,
      address,
      signature: sign(null, Buffer.from(identityMessage(nonce, address)), privateKey).toString('base64'),
    },
  });
  return { key, prove };
}

/** A worker, which is registered with `known` unless that is `'nobody'`, and a manager. */
async function aWorker(known: KnownManager | 'unknown' | 'nobody', isNamed = true) {
  const parts = await farmParts();
  const credentialsFile = path.join(parts.home, 'flamenco-worker-credentials.yaml');
  const manager = known === 'unknown' || known === 'nobody' ? undefined : known;
  if (known !== 'nobody') await saveIdentity(credentialsFile, { credentials: CREDENTIALS, manager });
  const connection = new ManagerConnection(parts.manager.url, '1.2.3', {
    registrationSecret: 'the-secret-of-the-farm',
  });
  const client = new ManagerClient(connection, FAST);
  const details = { name: 'one', supported_task_types: ['misc'], software_version: '1.2.3', can_restart: false };
  const address = { url: parts.manager.url, isNamed };
  const worker = { ...parts, connection, client, address, credentialsFile, signOn: details };
  return {
    ...parts,
    signOn: () => signOn(worker, parts.stop.signal),
    stored: () => loadIdentity(credentialsFile),
    /** What the manager heard, in a text. */
    heard: () => JSON.stringify([parts.manager.calls.map(({ path: to, headers, json }) => [to, headers, json])]),
    files: () => readdir(parts.home),
  };
}
const url = 'http://10.0.0.5:8080';

describe('a worker gives its secrets to its own manager only', () => {
  it('asks who it is without saying who asks, each time with another nonce', async () => {
    const worker = await aWorker('unknown');
    await worker.signOn();
    await worker.signOn();
    const nonces = worker.manager.lookedAt.map(({ json }) => (json as { nonce: string }).nonce);
    expect(new Set(nonces).size).toBe(2);
    for (const { headers } of worker.manager.lookedAt) expect(headers).not.toHaveProperty('authorization');
  });

  it('keeps the key of the manager that it registers with', async () => {
    const { key, prove } = aKey();
    const worker = await aWorker('nobody');
    worker.manager.identity = prove;
    expect(await worker.signOn()).toBe('awake');
    expect((await worker.stored())?.manager).toEqual({ url: worker.manager.url, key });
  });

  it('an identity from before workers knew their managers is given to the named one, which is then remembered', async () => {
    const { key, prove } = aKey();
    const worker = await aWorker('unknown');
    worker.manager.identity = prove;
    expect(await worker.signOn()).toBe('awake');
    expect(await worker.stored()).toEqual({ credentials: CREDENTIALS, manager: { url: worker.manager.url, key } });
  });

  it('a manager that moved is recognised by its key', async () => {
    const { key, prove } = aKey();
    const worker = await aWorker({ url, key });
    worker.manager.identity = prove;
    expect(await worker.signOn()).toBe('awake');
    expect((await worker.stored())?.manager).toEqual({ url: worker.manager.url, key });
  });

  it.each([
    ['has another key', true, () => aKey().prove, 'it has another key'],
    ['has no key', true, () => () => ({ status: 404 }), 'it cannot prove that it is'],
    [
      'shows the key without having it',
      true,
      (key: string) => (nonce: string) => aKey().prove(nonce, '127.0.0.1', key),
      'it cannot prove the key that it shows',
    ],
    ['shows no key at all', true, () => () => aKey().prove('x', '127.0.0.1', 'bm8='), 'it cannot prove the key'],
    [
      'repeats an old proof',
      true,
      (_key: string, prove: Prove) => () => prove('an-old-nonce-of-somebody-else'),
      'it cannot prove the key',
    ],
    [
      'was found, and passes on the proof of the real one',
      false,
      (_key: string, prove: Prove) => (nonce: string) => prove(nonce, '10.0.0.5'),
      'something in between passes on its answers',
    ],
  ])('a manager that %s gets no secret and costs no identity', async (_what, isNamed, identity, says) => {
    const { key, prove } = aKey();
    const worker = await aWorker({ url, key }, isNamed);
    worker.manager.identity = identity(key, prove);
    worker.manager.script = () => ({ status: 403 });
    await expect(worker.signOn()).rejects.toThrow(says);
    await expect(worker.signOn()).rejects.toThrow('start the worker once with --register-anew');
    expect(worker.manager.calls).toEqual([]);
    expect(await worker.stored()).toEqual({ credentials: CREDENTIALS, manager: { url, key } });
  });

  it('a manager without a key is recognised by its address, and by nothing else', async () => {
    const away = await aWorker({ url });
    await expect(away.signOn()).rejects.toThrow('it has another address, and there is no key');
    expect(away.manager.calls).toEqual([]);
    const there = await aWorker('unknown');
    await there.signOn();
    expect((await there.stored())?.manager).toEqual({ url: there.manager.url });
    const { key, prove } = aKey();
    there.manager.identity = prove;
    expect(await there.signOn()).toBe('awake');
    expect((await there.stored())?.manager).toEqual({ url: there.manager.url, key });
  });

  it('an identity from before is not given to a manager that was merely found', async () => {
    const worker = await aWorker('unknown', false);
    worker.manager.identity = aKey().prove;
    await expect(worker.signOn()).rejects.toThrow('anybody can answer on a network');
    expect(worker.manager.calls).toEqual([]);
  });

  it('the own manager is recognised where it was found', async () => {
    const { key, prove } = aKey();
    const worker = await aWorker({ url, key }, false);
    worker.manager.identity = prove;
    expect(await worker.signOn()).toBe('awake');
  });

  it('when the own manager refuses it, the old identity is kept beside the new one', async () => {
    const { key, prove } = aKey();
    const worker = await aWorker({ url, key });
    worker.manager.identity = prove;
    worker.manager.script = () => (worker.manager.calls.length === 0 ? { status: 403 } : undefined);
    expect(await worker.signOn()).toBe('awake');
    const aside = `flamenco-worker-credentials-${CREDENTIALS.workerId}.yaml`;
    expect(await worker.files()).toContain(aside);
    expect(await readFile(path.join(worker.home, aside), 'utf8')).toContain(CREDENTIALS.secret);
    expect(worker.heard()).toContain('the-secret-of-the-farm');
  });

  it('a file that was edited by hand names no place outside of its folder', async () => {
    const worker = await aWorker('nobody');
    const file = path.join(worker.home, 'flamenco-worker-credentials.yaml');
    await writeFile(file, 'worker_id: ../../x\nworker_secret: y\n');
    worker.manager.script = () => (worker.manager.calls.length === 0 ? { status: 403 } : undefined);
    await worker.signOn();
    expect(await worker.files()).toContain('flamenco-worker-credentials-______x.yaml');
  });
});

type Prove = ReturnType<typeof aKey>['prove'];
