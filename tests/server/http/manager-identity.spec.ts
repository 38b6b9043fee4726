import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { registerWorker } from '#server/use-cases/register-worker.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { FAST } from '#tests/worker/support/fast-timing.ts';
import { judgeManager } from '#worker/identity/known-manager.ts';
import { lookAtManager } from '#worker/identity/look-at-manager.ts';
import { ManagerClient } from '#worker/manager-client.ts';
import type { Credentials } from '#worker/manager-connection.ts';
import { ManagerConnection } from '#worker/manager-connection.ts';

describe('a manager proves which one it is', () => {
  let manager: TestManager;
  beforeAll(async () => {
    manager = await startTestManager();
  });
  afterAll(() => manager.stop());

  async function look(url: string, asker?: Credentials) {
    const client = new ManagerClient(new ManagerConnection(url, '1'), FAST);
    const seen = await lookAtManager(client, url, new AbortController().signal, asker);
    if (!('url' in seen)) throw new Error(JSON.stringify(seen));
    return seen;
  }

  it('with the same key each time, bound to the address that it was asked at', async () => {
    const [first, again] = [await look(manager.url), await look(manager.url)];
    expect(first).toMatchObject({ isBound: true, isFalse: false });
    expect(again.key).toBe(first.key);
  });

  it('with one key, however many ask first at the same time', async () => {
    const other = await startTestManager();
    const keys = await Promise.all([1, 2, 3, 4].map(async () => (await look(other.url)).key));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).not.toBe((await look(manager.url)).key);
    await other.stop();
  });

  it('so that a program in between cannot pass as the manager where it was merely found', async () => {
    const between = createServer((incoming, outgoing) => {
      const { method, headers, url = '' } = incoming;
      const on = request(manager.url + url, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(on);
    });
    between.listen(0, '127.0.0.2');
    await once(between, 'listening');
    const url = `http://127.0.0.2:${(between.address() as AddressInfo).port}`;
    const seen = await look(url);
    expect(seen).toMatchObject({ isBound: false, isFalse: false });
    const known = { url: manager.url, key: seen.key };
    expect(judgeManager(seen, known, false)).toBe('other');
    expect(judgeManager(await look(manager.url), known, false)).toBe('same');
    between.close();
  });

  it('and that it knows a worker, to that worker only', async () => {
    const registration = { name: 'one', platform: 'linux', supported_task_types: ['misc'], secret: 'hush' };
    const { id } = await registerWorker(manager.farm, SOMEBODY, registration, '::1');
    expect(await look(manager.url, { workerId: id, secret: 'hush' })).toMatchObject({ knowsWorker: true });
    expect(await look(manager.url, { workerId: id, secret: 'hash' })).toMatchObject({ knowsWorker: false });
    expect(await look(manager.url)).toMatchObject({ knowsWorker: false });
    expect(judgeManager(await look(manager.url, { workerId: id, secret: 'hush' }), undefined, false)).toBe('same');
    expect(judgeManager(await look(manager.url, { workerId: id, secret: 'hash' }), undefined, false)).toBe(
      'merely-found',
    );
    const ask = async (worker_id: string) => {
      const body = { nonce: 'n'.repeat(43), worker_id };
      return (await manager.client.call('POST', '/identity', { body })).body as { worker: { salt: string } };
    };
    const stranger = '7b0d5c3e-1f0a-4b57-8a51-3f3c2a9d1e22';
    const [first, again] = [await ask(stranger), await ask(stranger)];
    expect(Object.keys(first.worker)).toEqual(Object.keys((await ask(id)).worker));
    expect([first.worker.salt.length, again.worker.salt]).toEqual([22, first.worker.salt]);
  });

  it.each([{}, { nonce: 'short' }, { nonce: 'x'.repeat(200) }, { nonce: 'manager\n127.0.0.1\nevil!' }, { nonce: 5 }])(
    'and signs nothing for %j',
    async (body) => {
      const answer = await fetch(`${manager.url}/api/v3/identity`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(400);
    },
  );
});
