import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertDeadLetter } from '#server/persistence/repositories/dead-letters.repository.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { openWebFarm, type WebFarm } from './support/web-farm.ts';

let farm: WebFarm;
let handled: string[];
let isWell: boolean;
beforeEach(async () => {
  farm = await openWebFarm();
  handled = [];
  isWell = false;
  farm.farm.events.durable.set('plugin:mail', (event) => {
    handled.push(`${event.seq} ${event.type} by ${event.by.kind}`);
    return isWell ? Promise.resolve() : Promise.reject(new Error('no connection'));
  });
});
afterEach(() => farm.close());

/** An event that `subscriber` could not handle; resolves to the letter's id. */
async function giveUp(seq: number, subscriber = 'plugin:mail'): Promise<string> {
  const id = randomUUID();
  const event = { seq, at: '', by: SOMEBODY, type: 'farm-status.changed', payload: { status: 'idle' } } as const;
  await farm.database.transaction(
    (tx) => insertDeadLetter(tx, { ...event, at: tx.now }, { id, subscriber, error: 'timed out', tries: 6 }),
    { by: SOMEBODY },
  );
  return id;
}

test('a dead letter is listed with its event and what went wrong', async () => {
  const id = await giveUp(7);
  expect(await farm.caller().deadLetters.find()).toMatchObject([
    {
      id,
      subscriber: 'plugin:mail',
      seq: 7,
      type: 'farm-status.changed',
      payload: { status: 'idle' },
      error: 'timed out',
      tries: 6,
      can_retry: true,
    },
  ]);
});

test('one that succeeds when retried is gone; one that fails again says why', async () => {
  const id = await giveUp(7);
  const { deadLetters } = farm.caller();
  expect(await deadLetters.retry({ ids: [id] })).toEqual([
    { id, ok: false, message: 'it failed again: no connection' },
  ]);
  expect(await deadLetters.find()).toMatchObject([{ id, tries: 7, error: 'no connection' }]);
  isWell = true;
  expect(await deadLetters.retry({ ids: [id] })).toEqual([{ id, ok: true, message: '' }]);
  expect(await deadLetters.find()).toEqual([]);
  expect(handled).toEqual([`7 farm-status.changed by ${SOMEBODY.kind}`, `7 farm-status.changed by ${SOMEBODY.kind}`]);
});

test('one that belongs to a plugin that is off can only be dismissed', async () => {
  const id = await giveUp(8, 'plugin:gone');
  const { deadLetters } = farm.caller();
  expect(await deadLetters.find()).toMatchObject([{ id, can_retry: false }]);
  const [answer] = await deadLetters.retry({ ids: [id] });
  expect(answer).toMatchObject({ ok: false });
  expect(answer?.message).toContain('plugin:gone does not run on this manager');
  expect(await deadLetters.dismiss({ ids: [id] })).toEqual([{ id, ok: true, message: '' }]);
  expect(await deadLetters.find()).toEqual([]);
});
