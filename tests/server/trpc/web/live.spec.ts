import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FarmEvent } from '#server/contracts/event.ts';
import type { LiveLogChunk, LiveMessage } from '#server/contracts/web/live.ts';
import { eventRange, trimEvents } from '#server/persistence/repositories/events.repository.ts';
import { followEvents } from '#server/trpc/web/live/follow-events.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { openStream } from '#server/trpc/web/live/open-stream.ts';
import { EventBuffer } from '#server/trpc/web/live/event-buffer.ts';
import { messagesIn } from '#tests/support/live-messages.ts';
import { seedJob } from './support/seed.ts';
import { openWebFarm, type WebFarm } from './support/web-farm.ts';
import { taskChanged, workerChanged } from '#tests/support/told.ts';
import { ANYBODY, SOMEBODY } from '#tests/support/actors.ts';
import { MANAGER } from '#server/contracts/actor.ts';

let farm: WebFarm;
let leave: AbortController;
beforeEach(async () => {
  farm = await openWebFarm();
  leave = new AbortController();
});
afterEach(async () => {
  leave.abort();
  await farm.close();
});

/** Makes a worker event or task event happen; resolves to its number. */
async function happen(name: string, task?: { jobId: string }): Promise<number> {
  await farm.database.transaction(
    (tx) => {
      if (!task) tx.emit('worker.changed', workerChanged(randomUUID(), { name }));
      else {
        const told = taskChanged(randomUUID(), 1, { name, status: 'active', worker: { id: 'w', name: 'node-01' } });
        tx.emit('task.changed', { ...told, job: { ...told.job, id: task.jobId } }, task.jobId);
      }
      return Promise.resolve();
    },
    { by: SOMEBODY },
  );
  return (await eventRange(farm.database.tables)).last;
}

/**
 * Follows the events as a page does. Each call of the result waits for the next message: the id of what came with it,
 * and a name or "gap".
 */
async function follow(input: { lastEventId?: string; jobId?: string }) {
  const stream = await farm.caller(leave.signal).live.events(input);
  const batches = stream[Symbol.asyncIterator]();
  const read: { id: number; says: string }[] = [];
  return async (): Promise<{ id: number; says: string } | undefined> => {
    if (read.length > 0) return read.shift();
    const next = await batches.next();
    if (next.done) return undefined;
    const [id, text] = next.value as unknown as [string, string];
    read.push(...messagesIn(text).map((message) => ({ id: Number(id), says: wordsOf(message) })));
    return read.shift();
  };
}

function wordsOf(message: LiveMessage): string {
  if (message.kind === 'gap') return 'gap';
  if (message.kind === 'progress') return message.progress.tasks.map(({ task }) => `${task.name} somewhere`).join();
  const { type, payload } = message.event;
  if (type === 'task.changed') return payload.task.name;
  return type === 'worker.changed' ? payload.worker.name : type;
}

function followTables(input: { jobId?: string }, signal: AbortSignal) {
  const { database, events } = farm.farm;
  return followEvents(
    { events, tables: database.tables },
    { after: undefined, follows: (event) => event.payload.job.id === input.jobId, signal },
  );
}
const followEventsOf = (input: { jobId?: string }) => followTables(input, leave.signal);
const contextOf = (ended?: AbortSignal) => ({
  farm: farm.farm,
  caller: { ...ANYBODY, ...(ended ? { ended } : {}) },
});

function eventNumber(seq: number): FarmEvent {
  return { seq, at: '', by: MANAGER, type: 'manager.life-cycle', payload: { type: 'manager-startup' } };
}

describe('live events', () => {
  test('a new page first learns its position in the log, then gets what happens, in order', async () => {
    const before = await happen('before');
    const next = await follow({});
    expect(await next()).toEqual({ id: before, says: 'gap' });
    await happen('one');
    await happen('two');
    expect(await next()).toEqual({ id: before + 1, says: 'one' });
    expect(await next()).toEqual({ id: before + 2, says: 'two' });
  });

  test('say nothing about accounts, which not everybody may know', async () => {
    const before = await happen('before');
    const next = await follow({ lastEventId: String(before) });
    await createPerson(farm.farm, MANAGER, { name: 'anna', role: 'artist', email: 'anna@farm.studio' });
    await happen('after');
    expect((await next())?.says).toBe('after');
  });

  test('a page that comes back gets what it missed, each event once, including those that happen meanwhile', async () => {
    const seen = await happen('seen');
    for (const name of ['a', 'b', 'c']) await happen(name);
    const next = await follow({ lastEventId: String(seen) });
    expect((await next())?.says).toBe('a');
    // The page reads slowly, so these reach the listener while the log is still being handed out.
    await happen('d');
    await happen('e');
    const said = [];
    for (let n = 0; n < 4; n++) said.push((await next())?.says);
    expect(said).toEqual(['b', 'c', 'd', 'e']);
  });

  test('a page that was away for longer than the log reaches back is told about the gap, then continues', async () => {
    const seen = await happen('seen');
    for (let n = 0; n < 5; n++) await happen(`missed ${n}`);
    await farm.database.transaction((tx) => trimEvents(tx.tables, { atMost: 2, atLeast: 0, before: '', limit: 100 }), {
      by: SOMEBODY,
    });
    const next = await follow({ lastEventId: String(seen) });
    expect(await next()).toEqual({ id: seen + 5, says: 'gap' });
    await happen('fresh');
    expect((await next())?.says).toBe('fresh');
  });

  test.each(['999999', 'nonsense', '-1', ''])('an id that is not from this log (%j) is a gap', async (lastEventId) => {
    await happen('something');
    expect((await (await follow({ lastEventId }))())?.says).toBe('gap');
  });

  test('pages of a job get the events of its tasks; all others get what these mean for the job and the worker', async () => {
    const mine = randomUUID();
    const start = await happen('start');
    await happen('task of others', { jobId: randomUUID() });
    await happen('my task', { jobId: mine });
    await happen('worker');
    const ofJob = await follow({ lastEventId: String(start), jobId: mine });
    const ofFarm = await follow({ lastEventId: String(start) });
    // There is one worker, so the last news is about the second task.
    expect(await ofJob()).toEqual({ id: start + 3, says: 'my task somewhere' });
    expect(await ofJob()).toEqual({ id: start + 3, says: 'my task' });
    expect(await ofJob()).toEqual({ id: start + 3, says: 'worker' });
    expect(await ofFarm()).toEqual({ id: start + 3, says: 'my task somewhere' });
    expect(await ofFarm()).toEqual({ id: start + 3, says: 'worker' });
    await happen('another task', { jobId: mine });
    expect((await ofFarm())?.says).toBe('another task somewhere');
    expect((await ofJob())?.says).toBe('another task somewhere');
    expect((await ofJob())?.says).toBe('another task');
  });

  test('what happens within a moment comes together, and is written once for all pages that follow the same', async () => {
    const mine = randomUUID();
    const streams = [{}, {}, { jobId: mine }].map((input) => followEventsOf(input));
    const gaps = await Promise.all(streams.map((stream) => stream.next()));
    expect(gaps.map(({ value }) => value?.text())).toEqual(Array.from({ length: 3 }, () => '[{"kind":"gap"}]'));
    await happen('at once');
    for (const name of ['a', 'b', 'c']) await happen(name);
    await happen('mine', { jobId: mine });
    const firsts = await Promise.all(streams.map(async (stream) => (await stream.next()).value?.text() ?? '[]'));
    expect(messagesIn(firsts[0] ?? '').map(wordsOf)).toEqual(['at once']);
    const texts = await Promise.all(streams.map(async (stream) => (await stream.next()).value?.text() ?? '[]'));
    const told = texts.map((text) => messagesIn(text).map(wordsOf));
    expect(told[0]).toEqual(['a', 'b', 'c', 'mine somewhere']);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(['a', 'b', 'c', 'mine somewhere', 'mine']);
  });

  test('a caller has a number of streams and no more, and gets another when one ends', async () => {
    const open = [];
    const ended = new AbortController();
    for (let n = 0; n < 120; n++) {
      const stream = openStream(contextOf(ended.signal), undefined, (signal) => followTables({}, signal));
      await stream.next();
      open.push(stream);
    }
    const another = () => openStream(contextOf(), leave.signal, (signal) => followTables({}, signal)).next();
    await expect(another()).rejects.toMatchObject({
      code: 'too-many',
      message: expect.stringContaining('close some pages'),
    });
    await open[0]?.return();
    expect((await another()).done).toBe(false);
    const waiting = open.slice(1).map((stream) => stream.next());
    // What they were let in with ends, such as a session.
    ended.abort();
    expect((await Promise.all(waiting)).every(({ done }) => done)).toBe(true);
  });

  test('they end when the page is closed, and no listener is left', async () => {
    const next = await follow({});
    await next();
    const waiting = next();
    leave.abort();
    expect(await waiting).toBeUndefined();
  });

  test('a page that is too slow loses the events that waited for it, and learns how far the gap reaches', async () => {
    const buffer = new EventBuffer(3);
    const batch = (...seqs: number[]) => ({ events: seqs.map(eventNumber), texts: new Map<string, string>() });
    buffer.push(batch(1, 2));
    buffer.push(batch(3, 4));
    buffer.push(batch(5));
    expect(await buffer.take()).toEqual({ missedUpTo: 5 });
    buffer.push(batch(6));
    expect(await buffer.take()).toEqual({ batches: [batch(6)] });
    buffer.close();
    expect(await buffer.take()).toBeUndefined();
  });
});

test('clients of Flamenco 3 get its broadcasts, and continue where they left off without missing one of a pair', async () => {
  const broadcasts = async (lastEventId?: string) => {
    const stream = await farm
      .caller(leave.signal)
      .live.flamenco(lastEventId === undefined ? undefined : { lastEventId });
    const messages = stream[Symbol.asyncIterator]();
    return async () => {
      const next = await messages.next();
      const [id, told] = next.value as unknown as [string, { topic: string }];
      return [Number(id), told.topic];
    };
  };
  const start = await happen('start');
  const next = await broadcasts();
  expect(await next()).toEqual([start, 'gap']);
  const told = taskChanged(randomUUID(), 1, { steps_completed: 1 }, { previous_steps: 0 });
  await farm.database.transaction((tx) => Promise.resolve(tx.emit('task.changed', told)), { by: SOMEBODY });
  expect(await next()).toEqual([start, '/jobs']);
  expect(await next()).toEqual([start + 1, '/jobs/j']);
  const again = await broadcasts(String(start));
  expect(await again()).toEqual([start, '/jobs']);
});

/** Follows a task's log; each call of the result reads until that many bytes have arrived. */
async function followLog(taskId: string, input: { offset?: number; lastEventId?: string } = {}) {
  const stream = await farm.caller(leave.signal).live.taskLog({ taskId, ...input });
  const pieces = stream[Symbol.asyncIterator]();
  return async (bytes: number): Promise<{ text: string; id: number }> => {
    let text = '';
    let id = -1;
    while (Buffer.byteLength(text) < bytes) {
      const next = await pieces.next();
      if (next.done) break;
      const [last, chunk] = next.value as unknown as [string, LiveLogChunk];
      expect(Number(last)).toBe(chunk.offset + Buffer.byteLength(chunk.text));
      text += chunk.text;
      id = Number(last);
    }
    return { text, id };
  };
}

describe('live task log', () => {
  test('begins with what is there and continues with what is written, without losing or repeating anything', async () => {
    const { job, tasks } = await seedJob(farm.database, { tasks: [{ status: 'active' }] });
    const taskId = tasks[0]?.id ?? '';
    const { taskLogs } = farm.farm;
    await taskLogs.append(job.id, taskId, 'héllo\n');
    const read = await followLog(taskId);
    expect(await read(7)).toEqual({ text: 'héllo\n', id: 7 });
    const more = read(12);
    await taskLogs.append(job.id, randomUUID(), 'of another task\n');
    await taskLogs.append(job.id, taskId, 'first\n');
    await taskLogs.append(job.id, taskId, '🎬 2\n');
    expect((await more).text.startsWith('first\n')).toBe(true);

    const resumed = await followLog(taskId, { lastEventId: '7', offset: 0 });
    expect(await resumed(13)).toEqual({ text: 'first\n🎬 2\n', id: 20 });
  });

  test('a long log arrives complete, in pieces that split no character', async () => {
    const { job, tasks } = await seedJob(farm.database, { tasks: [{ status: 'active' }] });
    const taskId = tasks[0]?.id ?? '';
    const text = `${'a🎬'.repeat(80_000)}\n`;
    await farm.farm.taskLogs.append(job.id, taskId, text);
    const read = await followLog(taskId);
    expect((await read(Buffer.byteLength(text))).text).toBe(text);
  });

  test('is refused for a task that does not exist', async () => {
    const stream = await farm.caller(leave.signal).live.taskLog({ taskId: randomUUID() });
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toThrow(/does not exist/);
  });
});
