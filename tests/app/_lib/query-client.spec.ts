import { QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { createQueryClient } from '#app/_lib/query-client.ts';
import { askWhoIsHere, ME_KEY } from '#app/_lib/signed-out.ts';

const EARLIER = '2026-11-24T12:00:00.000Z';
const LATER = '2026-11-24T12:00:01.000Z';

interface Row {
  readonly id: string;
  readonly updated: string;
  readonly priority: number;
}

test('an answer that was on its way when an event came does not undo what the event said', async () => {
  const { client, answer, settled } = fetching(['job']);
  client.setQueryData(['job'], row(LATER, 80));
  answer(row(EARLIER, 50));
  await settled;
  expect(client.getQueryData(['job'])).toEqual(row(LATER, 80));
});

test('rows of a table are compared one by one, wherever they are now', async () => {
  const { client, answer, settled } = fetching(['jobs']);
  const other = { ...row(EARLIER, 10), id: 'b' };
  client.setQueryData(['jobs'], { pages: [{ rows: [row(LATER, 80), other] }] });
  answer({ pages: [{ rows: [{ ...other, priority: 20, updated: LATER }] }, { rows: [row(EARLIER, 50)] }] });
  await settled;
  expect(client.getQueryData(['jobs'])).toEqual({
    pages: [{ rows: [{ ...other, priority: 20, updated: LATER }] }, { rows: [row(LATER, 80)] }],
  });
});

test('if two are equally new, the one that arrived last counts', () => {
  const client = createQueryClient();
  client.setQueryData(['job'], row(EARLIER, 50));
  client.setQueryData(['job'], row(EARLIER, 60));
  expect(client.getQueryData(['job'])).toEqual(row(EARLIER, 60));
});

test('what did not change stays the same object, so that its row is not drawn again', () => {
  const client = createQueryClient();
  client.setQueryData(['jobs'], [row(EARLIER, 50)]);
  const before = client.getQueryData<Row[]>(['jobs']);
  client.setQueryData(['jobs'], [row(EARLIER, 50)]);
  expect(client.getQueryData<Row[]>(['jobs'])?.[0]).toBe(before?.[0]);
});

function row(updated: string, priority: number): Row {
  return { id: 'a', updated, priority };
}

/** A query whose answer is still on its way. */
function fetching(queryKey: string[]) {
  const client = createQueryClient();
  const { promise, resolve: answer } = Promise.withResolvers<unknown>();
  const settled = new QueryObserver(client, { queryKey, queryFn: () => promise, enabled: false }).refetch({
    cancelRefetch: false,
  });
  return { client, answer, settled };
}

test.each([
  ['not-signed-in', true],
  ['no-token', true],
  ['not-allowed', false],
])('a call that is refused with %s makes the pages ask who the reader is: %s', async (error, isAsked) => {
  const client = createQueryClient();
  client.setQueryData(ME_KEY, { let_in_by: 'session' });
  const queryFn = async () => {
    throw Object.assign(new Error('refused'), { data: { error } });
  };
  await expect(client.fetchQuery({ queryKey: ['jobs'], retry: false, queryFn })).rejects.toThrow('refused');
  expect(client.getQueryState(ME_KEY)?.isInvalidated).toBe(isAsked);
});

test('who changes their own account is not taken for nobody while their session is being replaced', async () => {
  const client = createQueryClient();
  let asked = 0;
  const queryFn = async () => ({ let_in_by: 'session', asked: (asked += 1) });
  const stop = new QueryObserver(client, { queryKey: ME_KEY, queryFn }).subscribe(() => undefined);
  await vi.waitFor(() => expect(client.getQueryState(ME_KEY)?.fetchStatus).toBe('idle'));
  const { promise, resolve: answer } = Promise.withResolvers<null>();
  const mutationKey = [['account', 'confirmDevice']];
  const change = client.getMutationCache().build(client, { mutationKey, mutationFn: () => promise });
  const done = change.execute(undefined);
  // The old session ends before the browser has the new one.
  askWhoIsHere(client);
  expect([asked, client.getQueryState(ME_KEY)?.fetchStatus]).toEqual([1, 'idle']);
  answer(null);
  await done;
  await vi.waitFor(() => expect(asked).toBe(2));
  stop();
});
