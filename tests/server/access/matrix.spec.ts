import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POLICY } from '#server/access/policy.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import type { PluginRoute } from '#server/plugins/define-plugin.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { startTestManager, type TestManager, type TestManagerOptions } from '#tests/support/test-manager.ts';
import { seedJob, seedWorker } from '../trpc/web/support/seed.ts';
import { callEntry, type Outcome } from './matrix/call.ts';
import { CALLER_NAMES, type CallerName, callersOf, type MatrixCaller, NETWORK_CONFIG } from './matrix/callers.ts';
import type { Things } from './matrix/examples.ts';
import { ENTRIES, type Entry, isAllowed, routesOfPlugins, WHOSE, type WhoseThing } from './matrix/rules.ts';

/** How many calls are under way at the same time. */
const AT_ONCE = 8;
const OWNED = ENTRIES.filter(({ about }) => about !== undefined);
const OTHERS = ENTRIES.filter(({ about }) => about === undefined);

let manager: TestManager;
let open: TestManager;
let callers: Readonly<Record<CallerName, MatrixCaller>>;
beforeAll(async () => {
  const options: TestManagerOptions = {
    webRouter: appRouter,
    more: routesOfPlugins(),
    pages: (_request, response) => writeAnswer(response, { status: 200, body: 'a page' }),
  };
  manager = await startTestManager({ ...options, config: NETWORK_CONFIG });
  open = await startTestManager({ ...options, config: 'access: open\n' });
  callers = await callersOf(manager);
});
afterAll(async () => {
  await manager.stop();
  await open.stop();
});

const managerOf = ({ isOpen }: MatrixCaller) => (isOpen ? open : manager);

/** A paused job with one paused task, and whoever else a call needs. */
async function thingsOf(caller: MatrixCaller, whose: WhoseThing): Promise<Things> {
  const { database } = managerOf(caller).farm;
  const owner = whose === 'own' ? caller.ownerId : whose === 'other' ? randomUUID() : null;
  const { job, tasks } = await seedJob(database, { status: 'paused', owner_id: owner, tasks: [{ status: 'paused' }] });
  const worker = await seedWorker(database, { name: randomUUID() });
  const person = callers['an admin'].ownerId ?? '';
  return { job: job.id, task: tasks[0]?.id ?? '', person, worker: worker.id };
}

const NOTHING: Things = { job: 'x', task: 'x', person: 'x', worker: 'x' };

/** Calls all of these, a few at a time, and resolves to what is not as the table says. */
async function complaintsAbout<T>(calls: readonly T[], complaintOf: (call: T) => Promise<string | undefined>) {
  const left = [...calls];
  const complaints: string[] = [];
  const work = async () => {
    for (let call = left.shift(); call !== undefined; call = left.shift()) {
      const found = await complaintOf(call);
      if (found !== undefined) complaints.push(found);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return complaints;
}

/** What is wrong with how a call ended, given whether it is allowed. */
function complaint(entry: Entry, caller: MatrixCaller, allowed: boolean, outcome: Outcome): string | undefined {
  const { status, refused, text } = outcome;
  const what = `${entry.door} ${entry.name} (${entry.action}): ${status} ${text.slice(0, 300)}`;
  if (allowed && (refused || status === 401)) return `refused, but allowed: ${what}`;
  if (allowed) return status < 500 ? undefined : `failed: ${what}`;
  if (!refused) return `not refused: ${what}`;
  const expected = caller.role === 'stranger' && !entry.needsWorker ? 401 : 403;
  return status === expected ? undefined : `refused, but not with ${expected}: ${what}`;
}

/** A caller who signs out can do nothing any more, so that comes last. */
const inOrder = OTHERS.toSorted((a, b) => Number(a.name === 'account.signOut') - Number(b.name === 'account.signOut'));

describe(`${ENTRIES.length} operations, procedures and routes × ${CALLER_NAMES.length} kinds of callers × whose it is: ${
  CALLER_NAMES.length * (OTHERS.length + OWNED.length * WHOSE.length)
} calls are answered as the policy says`, () => {
  describe.each(CALLER_NAMES)('%s', (name) => {
    test.each(WHOSE)('changing what is: %s', async (whose) => {
      const caller = callers[name];
      // Nobody knows who these are, so nothing is their own.
      if (whose === 'own' && caller.ownerId === null) return;
      const { tables } = managerOf(caller).farm.database;
      const found = await complaintsAbout(OWNED, async (entry) => {
        const things = await thingsOf(caller, whose);
        const state = async () => [
          await tables.selectFrom('jobs').selectAll().where('id', '=', things.job).execute(),
          await tables.selectFrom('tasks').selectAll().where('id', '=', things.task).execute(),
          await tables.selectFrom('job_blocks').selectAll().where('job_id', '=', things.job).execute(),
        ];
        const before = JSON.stringify(await state());
        const outcome = await callEntry(managerOf(caller).url, entry, caller, things);
        const allowed = isAllowed(caller, entry.action, whose);
        const changed = JSON.stringify(await state()) !== before;
        if (!allowed && changed) return `changed by somebody who may not: ${entry.name}`;
        return wrongInput(outcome, allowed, entry) ?? ownComplaint(entry, caller, allowed, outcome);
      });
      expect(found).toEqual([]);
    });

    test('everything else', async () => {
      const caller = callers[name];
      const { url } = managerOf(caller);
      const ask = async (entry: Entry) =>
        complaint(
          entry,
          caller,
          isAllowed(caller, entry.action, 'nobody'),
          await callEntry(url, entry, caller, NOTHING),
        );
      expect([
        ...(await complaintsAbout(inOrder.slice(0, -1), ask)),
        ...(await complaintsAbout(inOrder.slice(-1), ask)),
      ]).toEqual([]);
    });
  });
});

/** A list of things is answered with what happened to each, so a refusal is in there unless they may touch no job. */
function ownComplaint(entry: Entry, caller: MatrixCaller, allowed: boolean, outcome: Outcome): string | undefined {
  const inList = outcome.status === 200 && outcome.text.includes('"ok":false') && outcome.refused;
  if (inList && !allowed) return undefined;
  return complaint(entry, caller, allowed, outcome);
}

/** Otherwise nobody would notice that the policy is asked too late. */
function wrongInput({ status, text }: Outcome, allowed: boolean, { name }: Entry): string | undefined {
  const isWrong = allowed && (status === 400 || status === 404 || status === 415);
  return isWrong ? `the example for ${name} is not all right: ${text.slice(0, 300)}` : undefined;
}

test('every procedure and every route names an action of the table', () => {
  expect(ENTRIES.filter(({ action }) => !Object.hasOwn(POLICY, action)).map(({ name }) => name)).toEqual([]);
});

test('every action of the table is used somewhere', () => {
  const named = new Set<string>(ENTRIES.map(({ action }) => action));
  expect(Object.keys(POLICY).filter((action) => !named.has(action))).toEqual([]);
});

test('a route without an action does not compile', () => {
  // @ts-expect-error: `action` is missing
  const route: PluginRoute = { path: '/metrics', answer: () => ({ type: 'text/plain', body: '' }) };
  expect(route).not.toHaveProperty('action');
});
