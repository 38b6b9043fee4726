import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '#server/accounts/sign-in.ts';
import { endSessions } from '#server/accounts/end-sessions.ts';
import { type Actor, MANAGER } from '#server/contracts/actor.ts';
import type { AuditEntry, AuditFilter } from '#server/contracts/audit.ts';
import { withOrigin } from '#server/persistence/origin.ts';
import type { Transaction } from '#server/persistence/database.ts';
import {
  findAuditActions,
  findAuditActors,
  findAuditEntries,
} from '#server/persistence/repositories/audit-log.repository.ts';
import type { Tables } from '#server/persistence/tables.ts';
import { addBlocks } from '#server/use-cases/add-blocks.ts';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { changeTaskStatus } from '#server/use-cases/change-task-status.ts';
import { createApiToken } from '#server/use-cases/create-api-token.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { createWorkerTag } from '#server/use-cases/create-worker-tag.ts';
import { decideApproval } from '#server/use-cases/decide-approval.ts';
import { requestJobDeletion } from '#server/use-cases/delete-job.ts';
import { requestMassDeletion } from '#server/use-cases/delete-jobs.ts';
import { deleteWorkerTag } from '#server/use-cases/delete-worker-tag.ts';
import { deleteWorker } from '#server/use-cases/delete-worker.ts';
import { makePersonLink } from '#server/use-cases/make-person-link.ts';
import { letWorkerChoose, nameWorker } from '#server/use-cases/name-worker.ts';
import { removeBlocks } from '#server/use-cases/remove-blocks.ts';
import { removePerson } from '#server/use-cases/remove-person.ts';
import { requestWorkerStatus } from '#server/use-cases/request-worker-status.ts';
import { revokeApiToken } from '#server/use-cases/revoke-api-token.ts';
import { setJobTag } from '#server/use-cases/set-job-tag.ts';
import { setJob } from '#server/use-cases/set-job.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import { setWorkerTags } from '#server/use-cases/set-worker-tags.ts';
import { trimAudit } from '#server/use-cases/trim-audit.ts';
import { updateWorkerTag } from '#server/use-cases/update-worker-tag.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { Browser } from '#tests/support/account-visits.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { completeAll, submitTasks, wakeWorker } from '#tests/support/farm-story.ts';

const ANNA: Actor = { kind: 'person', id: 'anna-id', name: 'anna' };
const ORIGIN = { address: '192.0.2.44', requestId: 'request-7' };
const PASSWORD = 'planted password one';
const DAY_MS = 86_400_000;

describe.each(DATABASES)('the audit log on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let job: string;
  let worker: string;

  beforeEach(async () => {
    farm = await openFarm(open, 'audit_log_keep: 240h');
    worker = await wakeWorker(farm, 'node-1');
    job = await submitTasks(farm, [['frame 1', 'blender']]);
  });
  afterEach(() => farm.close());

  const entries = (filter: Partial<AuditFilter> = {}) =>
    findAuditEntries(farm.database, { search: '', ...filter, limit: 500 });

  /** The entries that a change adds, made by Anna in a request. */
  async function left(change: () => Promise<unknown>): Promise<AuditEntry[]> {
    const [last] = await entries();
    await withOrigin(ORIGIN, change);
    return (await entries()).filter(({ id }) => id > (last?.id ?? 0));
  }

  /** What a change left, which has to be one entry. */
  async function said(change: () => Promise<unknown>) {
    const all = await left(change);
    expect(all).toHaveLength(1);
    const [entry] = all;
    expect(entry).toMatchObject({ by: ANNA, address: '192.0.2.44', request_id: 'request-7' });
    return [entry?.action, entry?.summary, entry?.before, entry?.after];
  }

  test('says what was changed about a job, before and after', async () => {
    expect(await said(() => setJob(farm, ANNA, job, { priority: 80, keep: false }))).toEqual([
      'job.set',
      'changed the job "Shot 010"',
      { priority: 50 },
      { priority: 80 },
    ]);
    expect(await left(() => setJob(farm, ANNA, job, { priority: 80 }))).toEqual([]);
    const tag = await createWorkerTag(farm, SOMEBODY, { name: 'gpu' });
    expect((await said(() => setJobTag(farm, ANNA, job, { id: tag.id }))).slice(2)).toEqual([
      { worker_tag: null },
      { worker_tag: 'gpu' },
    ]);
    const block = [{ worker_id: worker, task_type: 'blender' }];
    expect((await said(() => addBlocks(farm, ANNA, job, block)))[3]).toEqual({ blocked: ['node-1: blender'] });
    expect((await said(() => removeBlocks(farm, ANNA, job, block))).slice(1, 3)).toEqual([
      'unblocked workers for the job "Shot 010"',
      { blocked: ['node-1: blender'] },
    ]);
    const [task] = await farm.database.tables.selectFrom('tasks').select('id').execute();
    const toCancel = { taskId: task?.id ?? '', to: 'canceled', reason: 'a typo' } as const;
    expect(await said(() => changeTaskStatus(farm, ANNA, toCancel))).toEqual([
      'task.status',
      'changed the status of the task "Shot 010: frame 1"',
      { status: 'queued' },
      { status: 'canceled', reason: 'a typo' },
    ]);
    const again = { jobId: job, to: 'requeueing', reason: '' } as const;
    expect((await said(() => changeJobStatus(farm, ANNA, again))).slice(2)).toEqual([
      { status: 'canceled' },
      { status: 'requeueing' },
    ]);
    expect((await said(() => requestJobDeletion(farm, ANNA, job)))[0]).toBe('job.delete');
    await submitTasks(farm, [['frame 1', 'blender']]);
    expect((await said(() => requestMassDeletion(farm, ANNA, '2027-01-01T00:00:00Z')))[1]).toContain('jobs');
  });

  test('says what was changed about workers and tags', async () => {
    expect(await said(() => nameWorker(farm, ANNA, worker, 'node-A'))).toEqual([
      'worker.name',
      'named the worker "node-1"',
      { name: 'node-1', locked: false },
      { name: 'node-A', locked: true },
    ]);
    expect((await said(() => letWorkerChoose(farm, ANNA, worker))).slice(1, 3)).toEqual([
      'let the worker "node-A" choose its name and tags again',
      { name_locked: true },
    ]);
    expect(
      (await said(() => requestWorkerStatus(farm, ANNA, worker, { status: 'asleep', lazy: true }))).slice(2),
    ).toEqual([
      { requested: null, lazy: false },
      { requested: 'asleep', lazy: true },
    ]);
    let tagId = '';
    expect(await said(async () => (tagId = (await createWorkerTag(farm, ANNA, { name: 'gpu' })).id))).toEqual([
      'worker-tag.create',
      'created the worker tag "gpu"',
      undefined,
      { name: 'gpu', description: '' },
    ]);
    expect((await said(() => setWorkerTags(farm, ANNA, worker, [tagId]))).slice(2)).toEqual([
      { tags: [], locked: false },
      { tags: ['gpu'], locked: true },
    ]);
    expect((await said(() => updateWorkerTag(farm, ANNA, tagId, { name: 'big gpu' }))).slice(2)).toEqual([
      { name: 'gpu' },
      { name: 'big gpu' },
    ]);
    expect((await said(() => deleteWorkerTag(farm, ANNA, tagId)))[0]).toBe('worker-tag.delete');
    expect((await said(() => deleteWorker(farm, ANNA, worker)))[1]).toBe('removed the worker "node-A"');
  });

  test('has the registration and the approval of workers, but nothing of their work', async () => {
    expect((await entries({ kind: 'worker' })).map(({ action, by }) => [action, by])).toEqual([
      ['worker.register', SOMEBODY],
    ]);
    expect(await left(() => completeAll(farm, worker))).toEqual([]);
    await farm.database.transaction(
      (tx) => tx.tables.updateTable('workers').set({ approval: 'wrong-secret' }).execute(),
      { by: SOMEBODY },
    );
    expect((await said(() => decideApproval(farm, ANNA, worker, 'approve'))).slice(0, 3)).toEqual([
      'worker.approve',
      'approved the worker "node-1"',
      { approval: 'wrong-secret' },
    ]);
  });

  test('has accounts, sign-ins and tokens, and no secrets', async () => {
    const wanted = { name: 'bert', role: 'artist' } as const;
    const { id } = await createPerson(farm, SOMEBODY, wanted, { password: PASSWORD });
    expect((await said(() => changePerson(farm, ANNA, id, { role: 'wrangler' }))).slice(1)).toEqual([
      'changed the account of "bert"',
      { role: 'artist' },
      { role: 'wrangler' },
    ]);
    const browser = new Browser();
    const [begun] = await left(() => signIn(farm, { nameOrEmail: 'bert', password: PASSWORD }, browser.visit));
    expect([begun?.summary, begun?.by, begun?.address]).toEqual([
      'signed in as "bert"',
      { kind: 'person', id, name: 'bert' },
      '192.0.2.44',
    ]);
    expect((await said(() => endSessions(farm, id, {}, { by: ANNA, why: 'ended' })))[0]).toBe('session.end');
    expect((await said(() => setPassword(farm, ANNA, id, { password: 'planted password two' })))[0]).toBe(
      'person.password',
    );
    const link = await makePersonLink(farm, ANNA, id, 'reset');
    const token = await createApiToken(farm, { kind: 'person', id, name: 'bert' }, id, { label: 'nightly' });
    const byToken: Actor = { kind: 'token', id, name: 'nightly' };
    const [entry] = await left(() => setJob(farm, byToken, job, { priority: 10 }));
    expect(entry).toMatchObject({ by: byToken, token_of: 'bert' });
    expect((await said(() => revokeApiToken(farm, ANNA, id, token.id))).slice(0, 2)).toEqual([
      'token.revoke',
      'revoked the token "nightly"',
    ]);
    expect((await said(() => removePerson(farm, ANNA, id)))[0]).toBe('person.remove');
    const all = JSON.stringify(await entries());
    for (const secret of ['planted password', link.secret, token.secret]) expect(all).not.toContain(secret);
  });

  test('finds what people look for', async () => {
    await withOrigin(ORIGIN, () => setJob(farm, ANNA, job, { priority: 80 }));
    const found = async (filter: Partial<AuditFilter>) => (await entries(filter)).map(({ action }) => action);
    expect(await found({ search: 'SHOT anna' })).toEqual(['job.set']);
    expect(await found({ search: '192.0.2.' })).toEqual(['job.set']);
    expect(await found({ search: '100%' })).toEqual([]);
    expect(await found({ who: 'anna-id' })).toEqual(['job.set']);
    expect(await found({ kind: 'job' })).toEqual(['job.set', 'job.submit']);
    expect(await found({ subject: worker })).toEqual(['worker.register']);
    expect(await found({ action: 'job.submit' })).toEqual(['job.submit']);
    expect(await found({ from: '2026-01-05T13:00:00+01:00' })).toHaveLength(3);
    expect(await found({ until: '2026-01-05T13:00:00+01:00' })).toEqual([]);
  });

  test('keeps entries as long as configured, and never changes one', async () => {
    farm.pass(9 * DAY_MS);
    await setJob(farm, ANNA, job, { priority: 80 });
    expect(await trimAudit(farm)).toBe(0);
    farm.pass(2 * DAY_MS);
    expect(await trimAudit(farm)).toBe(2);
    expect((await entries()).map(({ action }) => action)).toEqual(['job.set']);
  });

  test('lets nobody change an entry, and nobody remove one before its time', async () => {
    farm.pass(11 * DAY_MS);
    await setJob(farm, ANNA, job, { priority: 80 });
    const before = await entries();
    const refused = (work: (tables: Tables) => Promise<unknown>) =>
      expect(farm.database.transaction((tx) => work(tx.tables), { by: ANNA })).rejects;
    await refused((tables) => tables.updateTable('audit_log').set({ summary: '' }).execute()).toThrow('never changed');
    await refused((tables) => tables.deleteFrom('audit_log').execute()).toThrow('removed only when they are old');
    // The moment that the retention names lets older entries go, and no others.
    await refused((tables) => trimBy(tables, before[0]?.at ?? '')).toThrow('removed only when they are old');
    expect(await entries()).toEqual(before);
    expect(await trimAudit(farm)).toBe(before.length - 1);
    expect(await farm.database.tables.selectFrom('audit_trim').selectAll().execute()).toEqual([]);
  });

  test('removes what is old in small parts, and nothing while it is kept for ever', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => index);
    const note = (tx: Transaction, index: number) =>
      tx.audit({ action: 'job.set', subject: { kind: 'job', id: job, name: `shot ${index}` }, did: 'changed' });
    await farm.database.transaction((tx) => Promise.resolve(many.forEach((index) => note(tx, index))), { by: ANNA });
    farm.pass(11 * DAY_MS);
    const sizes: number[] = [];
    const watched = {
      ...farm,
      database: {
        ...farm.database,
        transaction: async <T>(work: (tx: Transaction) => Promise<T>, how: { by: Actor }) => {
          const result = await farm.database.transaction(work, how);
          sizes.push(Number(result));
          return result;
        },
      },
    };
    expect(await trimAudit({ ...watched, config: withKeep(farm, 0) })).toBe(0);
    expect(sizes).toEqual([]);
    expect(await trimAudit({ ...watched, config: farm.config })).toBe(1_202);
    expect(sizes).toEqual([1_000, 202]);
  });

  test('has each of those who made changes, and each action, once', async () => {
    const TERMINAL: Actor = { kind: 'terminal', id: 'render-admin' };
    await createPerson(farm, TERMINAL, { name: 'bert', role: 'artist' });
    for (const by of [ANNA, { kind: 'token', id: 'anna-id', name: 'nightly' } as const, MANAGER, SOMEBODY])
      await setJob(farm, by, job, { priority: by.kind.length });
    const { tables } = farm.database;
    expect((await findAuditActors(tables, 10)).map(({ kind, id }) => `${kind} ${id}`).toSorted()).toEqual([
      'manager manager',
      'open 127.0.0.1',
      'person anna-id',
      'terminal render-admin',
    ]);
    expect(await findAuditActions(tables)).toEqual(['job.set', 'job.submit', 'person.create', 'worker.register']);
    expect((await entries({ who: 'manager' })).map(({ by }) => by)).toEqual([MANAGER]);
    expect((await entries({ who: 'render-admin' })).map(({ by }) => by)).toEqual([TERMINAL]);
  });

  test('has a lock-out once, and no single wrong password', async () => {
    await createPerson(farm, SOMEBODY, { name: 'bert', role: 'artist' }, { password: PASSWORD });
    const { attempts } = farm.accounts;
    const refusals = () => entries({ action: 'session.lock-out' });
    const guess = (name: string, times: number) =>
      withOrigin(ORIGIN, () => {
        for (let count = 0; count < times; count++) {
          try {
            attempts.count(name, ORIGIN.address);
          } catch {
            // Refused.
          }
        }
      });
    guess('bert', 10);
    guess('correct horse battery', 30);
    guess('bert', 20);
    await vi.waitFor(async () => expect(await refusals()).toHaveLength(2));
    expect((await refusals()).map(({ summary, by, address, subject }) => [summary, by, address, subject.kind])).toEqual(
      [
        [
          'was refused after too many wrong passwords for "bert"',
          { kind: 'open', address: ORIGIN.address },
          ORIGIN.address,
          'person',
        ],
        [
          'was refused after too many wrong tries',
          { kind: 'open', address: ORIGIN.address },
          ORIGIN.address,
          'session',
        ],
      ],
    );
    expect(JSON.stringify(await entries())).not.toContain('horse');
  });

  test('does not fill with lock-outs from everywhere', async () => {
    const { attempts } = farm.accounts;
    const networks = Array.from({ length: 40 }, (_, index) => `10.${index}.0.1`);
    for (const address of networks)
      for (let count = 0; count < 12; count++) {
        try {
          attempts.count(`name ${address}`, address);
        } catch {
          // Refused.
        }
      }
    const lockOuts = async () => (await entries({ action: 'session.lock-out' })).length;
    await vi.waitFor(async () => expect(await lockOuts()).toBe(20));
    await farm.database.transaction(() => Promise.resolve(), { by: MANAGER });
    expect(await lockOuts()).toBe(20);
  });

  test('is written with the change, or not at all', async () => {
    const failing = farm.database.transaction(
      async (tx) => {
        tx.audit({ action: 'job.set', subject: { kind: 'job', id: job, name: 'x' }, did: 'changed' });
        await Promise.resolve();
        throw new Error('no');
      },
      { by: ANNA },
    );
    await expect(failing).rejects.toThrow('no');
    expect(await entries({ action: 'job.set' })).toEqual([]);
  });
});

/** What only the retention does, with a moment of somebody's choice. */
async function trimBy(tables: Tables, olderThan: string): Promise<void> {
  await tables.insertInto('audit_trim').values({ older_than: olderThan }).execute();
  await tables.deleteFrom('audit_log').execute();
}

/** The configuration of a farm with another `audit_log_keep`, in milliseconds. */
function withKeep({ config }: FarmInProcess, keep: number): FarmInProcess['config'] {
  return { ...config, settings: { ...config.settings, audit_log_keep: keep } };
}
