import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#server/persistence/database.ts';
import { findJobsByMetadata } from '#server/persistence/repositories/job-metadata.repository.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { seedJob } from '../trpc/web/support/seed.ts';

const LONG = 'é💥'.repeat(400);

describe.each(DATABASES)('jobs found by their metadata on $kind', ({ open }) => {
  let database: Database;
  const find = async (key: string, value: string) =>
    (await findJobsByMetadata(database.tables, { key, value })).map(({ name }) => name);

  beforeAll(async () => {
    database = await open(NO_DELIVERY);
    const seed = (name: string, metadata: object) => seedJob(database, { name, metadata: JSON.stringify(metadata) });
    await seed('a', { shot: '010', take: '1' });
    await seed('b', { shot: '020', note: '' });
    await seed('c', { shot: '010', take: '2' });
    await seed('long', { comment: `${LONG}1`, [`${LONG}1`]: 'x', [`${LONG}2`]: 'y' });
    await seed('longer', { comment: `${LONG}2`, '__proto__ ': 'z' });
    await seed('odd', { 'a\0b': 'c\0d', half: '\ud800' });
    await seed('many', Object.fromEntries(Array.from({ length: 1200 }, (_, n) => [`k${n}`, `v${n}`])));
  });
  afterAll(() => database.close());

  test('have exactly this value for exactly this key, in the order of submission', async () => {
    expect(await find('shot', '010')).toEqual(['a', 'c']);
    expect(await find('note', '')).toEqual(['b']);
    expect(await find('take', '010')).toEqual([]);
    expect(await find('Shot', '010')).toEqual([]);
    expect(await find('shot', '01')).toEqual([]);
    expect(await find('toString', 'x')).toEqual([]);
  });

  test('are told apart however long their keys and values are', async () => {
    expect(await find('comment', `${LONG}1`)).toEqual(['long']);
    expect(await find('comment', `${LONG}2`)).toEqual(['longer']);
    expect(await find('comment', LONG)).toEqual([]);
    expect(await find(`${LONG}2`, 'y')).toEqual(['long']);
    expect(await find(`${LONG}2`, 'x')).toEqual([]);
    expect(await find('k1199', 'v1199')).toEqual(['many']);
  });

  test('may have characters that a database cannot store', async () => {
    expect(await find('a\0b', 'c\0d')).toEqual(['odd']);
    expect(await find('ab', 'cd')).toEqual([]);
    expect(await find('half', '\ud800')).toEqual(['odd']);
  });
});
