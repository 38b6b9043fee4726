import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAccess } from '#server/access/access.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { requestContext } from '#server/trpc/context.ts';
import { createCallerFactory } from '#server/trpc/init.ts';
import { submitJob } from '#server/use-cases/submit-job.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { submitTasks } from '#tests/support/farm-story.ts';
import { ANYBODY, SOMEBODY } from '#tests/support/actors.ts';

const SCRIPT = `
const JOB_TYPE = { label: 'Coffee', settings: [] };
function compileJob(job) {
  for (const cup of [1, 2]) {
    const task = author.Task('cup ' + cup, 'misc');
    task.addCommand(author.Command('make-coffee', { strength: 11 }));
    task.addCommand(author.Command('sleep', { duration_in_seconds: job.settings.seconds }));
    job.addTask(task);
  }
}`;

describe.each(DATABASES)('commands of a job on $kind', ({ open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open);
    await writeFile(join(farm.folder, 'scripts', 'coffee.js'), SCRIPT);
  });
  afterEach(() => farm.close());

  const submit = (settings: Record<string, unknown>) =>
    submitJob(farm, SOMEBODY, { name: 'Break', type: 'coffee', priority: 50, submitter_platform: 'linux', settings });
  async function warnings(id: string): Promise<string[]> {
    const api = createCallerFactory(appRouter)(
      requestContext(farm, openAccess, ANYBODY, { requestId: 'r', remoteAddress: '' }),
    );
    return (await api.jobs.get({ id })).warnings;
  }

  test('that our worker does not know are accepted, with one warning each', async () => {
    const { id } = await submit({ seconds: 1 });
    expect(await warnings(id)).toEqual([expect.stringContaining('"make-coffee"')]);
    expect(await warnings(await submitTasks(farm, [['a', 'blender']]))).toEqual([]);
  });

  test('that lack a required parameter are refused, and nothing is stored', async () => {
    await expect(submit({})).rejects.toMatchObject({
      code: 'job-compile-failed',
      message: expect.stringMatching(/task "cup 1", command "sleep": parameter "duration_in_seconds" must be given/),
    });
    expect(await farm.database.tables.selectFrom('jobs').select('id').execute()).toEqual([]);
  });
});
