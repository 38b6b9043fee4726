import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTagsOf } from '#server/persistence/repositories/worker-tags.repository.ts';
import { getWorkerRow } from '#server/persistence/repositories/worker-rows.repository.ts';
import { createWorkerTag } from '#server/use-cases/create-worker-tag.ts';
import { letWorkerChoose, nameWorker } from '#server/use-cases/name-worker.ts';
import { registerWorker } from '#server/use-cases/register-worker.ts';
import { setWorkerTags } from '#server/use-cases/set-worker-tags.ts';
import { workerSignOn } from '#server/use-cases/worker-sign-on.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import { expectSoundFarm } from '#tests/support/farm-story.ts';

describe.each(DATABASES)('what a worker says of its own name and tags, on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let gpu: string;
  let secret: string;

  beforeEach(async () => {
    farm = await openFarm(open);
    gpu = (await createWorkerTag(farm, SOMEBODY, { name: 'GPU' })).id;
    secret = (await createWorkerTag(farm, SOMEBODY, { name: 'secret project' })).id;
  });
  afterEach(async () => {
    await expectSoundFarm(farm);
    await farm.close();
  });

  async function register(name: string): Promise<string> {
    const registration = { name, platform: 'linux', supported_task_types: ['misc'], secret: 'x' };
    return (await registerWorker(farm, SOMEBODY, registration, '::1')).id;
  }
  const signOn = (id: string, name: string, tags?: string[]) => {
    const about = { name, supported_task_types: ['misc'], software_version: '1', can_restart: false };
    return workerSignOn(farm, asWorker(id), { ...about, ...(tags && { tags }) }, '::1');
  };
  async function known(id: string) {
    const row = await getWorkerRow(farm.database.tables, id);
    const tags = (await findTagsOf(farm.database.tables, id)).map((tag) => tag.name).toSorted();
    return { name: row?.name, tags, locked: row?.locked, refused: row?.refused_wishes };
  }

  test('is taken, when it is new and later', async () => {
    const id = await register('one');
    expect(await signOn(id, 'one', ['GPU'])).not.toHaveProperty('refused_wishes');
    expect(await signOn(id, 'two', ['secret project'])).not.toHaveProperty('refused_wishes');
    expect(await known(id)).toEqual({ name: 'two', tags: ['GPU', 'secret project'], locked: [], refused: null });
  });

  test('is refused and shown where a person has decided, and taken again once it may choose', async () => {
    const id = await register('one');
    await signOn(id, 'one', ['GPU']);
    await setWorkerTags(farm, SOMEBODY, id, []);
    await nameWorker(farm, SOMEBODY, id, 'render 1');
    const refused = { name: 'one', tags: ['GPU'] };
    expect(await signOn(id, 'one', ['GPU'])).toMatchObject({ refused_wishes: refused });
    expect(await known(id)).toEqual({ name: 'render 1', tags: [], locked: ['name', 'tags'], refused });
    await nameWorker(farm, SOMEBODY, id, 'render 2');
    expect(await known(id)).toMatchObject({ name: 'render 2', refused: { tags: ['GPU'] } });
    await setWorkerTags(farm, SOMEBODY, id, [secret]);
    expect(await known(id)).toMatchObject({ tags: ['secret project'], refused: null });
    await letWorkerChoose(farm, SOMEBODY, id);
    expect(await signOn(id, 'one', ['GPU'])).not.toHaveProperty('refused_wishes');
    expect(await known(id)).toEqual({ name: 'one', tags: ['GPU', 'secret project'], locked: [], refused: null });
  });

  test('is no wish where it is what a person has set', async () => {
    const id = await register('one');
    await setWorkerTags(farm, SOMEBODY, id, [gpu]);
    await nameWorker(farm, SOMEBODY, id, 'render 1');
    expect(await signOn(id, 'render 1', ['GPU'])).not.toHaveProperty('refused_wishes');
  });

  test('does not let it take the name of another later on; two machines may begin with the same', async () => {
    const [one, two] = [await register('one'), await register('one')];
    await signOn(one, 'one');
    expect(await signOn(two, 'one')).not.toHaveProperty('refused_wishes');
    await signOn(two, 'two');
    expect(await signOn(two, 'one')).toMatchObject({ refused_wishes: { name: 'one' } });
    expect(await known(two)).toMatchObject({ name: 'two' });
  });

  test('counts the first time only on a farm with `worker_wishes: first`', async () => {
    await farm.configuration.change([{ path: ['worker_wishes'], value: 'first' }]);
    const id = await register('one');
    expect(await signOn(id, 'one', ['GPU'])).not.toHaveProperty('refused_wishes');
    expect(await signOn(id, 'two', ['secret project', 'GPU'])).toMatchObject({
      refused_wishes: { name: 'two', tags: ['secret project'] },
    });
    expect(await known(id)).toMatchObject({ name: 'one', tags: ['GPU'], locked: [] });
    expect(await signOn(id, 'one', ['GPU'])).not.toHaveProperty('refused_wishes');
    expect(await known(id)).toMatchObject({ refused: null });
  });
});
