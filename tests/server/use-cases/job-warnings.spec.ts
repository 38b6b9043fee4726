import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAccess } from '#server/access/access.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { requestContext } from '#server/trpc/context.ts';
import { createCallerFactory } from '#server/trpc/init.ts';
import { createWorkerTag } from '#server/use-cases/create-worker-tag.ts';
import { setWorkerTags } from '#server/use-cases/set-worker-tags.ts';
import { submitJob } from '#server/use-cases/submit-job.ts';
import { ANYBODY, SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { wakeWorker } from '#tests/support/farm-story.ts';

const VARIABLE = `
variables:
  nas:
    is_twoway: true
    values:
    - {platform: windows, value: 'S:\\farm of the whole studio'}
    - {platform: linux, value: /mnt/nas}
`;
const SCRIPT = `
const JOB_TYPE = { label: 'Any', settings: [] };
function compileJob(job) {
  const task = author.Task('say', 'misc');
  task.addCommand(author.Command('echo', { message: shellSplit(job.settings.args || '').join(' ') || 'x' }));
  job.addTask(task);
}`;
const LONG = `/mnt/nas/${'deep/'.repeat(45)}f_######`;

describe.each(DATABASES)('the warnings of a job on $kind', ({ open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open, VARIABLE);
    await writeFile(join(farm.folder, 'scripts', 'any.js'), SCRIPT);
  });
  afterEach(() => farm.close());

  async function warnings(settings: Record<string, unknown>, tag = ''): Promise<string[]> {
    const submitted = {
      name: 'Any',
      type: 'any',
      priority: 50,
      submitter_platform: 'linux',
      worker_tag: tag,
      settings,
    };
    const { id } = await submitJob(farm, SOMEBODY, submitted);
    const api = createCallerFactory(appRouter)(
      requestContext(farm, openAccess, ANYBODY, { requestId: 'r', remoteAddress: '' }),
    );
    return (await api.jobs.get({ id })).warnings;
  }

  test('name paths that are too long for the workers on Windows that may get it', async () => {
    await wakeWorker(farm, 'lin', ['misc'], 'linux');
    expect(await warnings({ out: LONG })).toEqual([]);
    const windows = await wakeWorker(farm, 'win', ['misc'], 'windows');
    expect(await warnings({ out: LONG })).toEqual([
      expect.stringMatching(
        /^The path in out has 265 characters on Windows, .* 259: S:\\farm of the whole studio\\deep/,
      ),
    ]);
    expect(await warnings({ out: '/mnt/nas/f_######' })).toEqual([]);
    const { id: tag } = await createWorkerTag(farm, SOMEBODY, { name: 'linux only' });
    expect(await warnings({ out: LONG }, tag)).toEqual([]);
    await setWorkerTags(farm, SOMEBODY, windows, [tag]);
    expect(await warnings({ out: LONG }, tag)).toHaveLength(1);
  });

  test('name paths in arguments that lose their backslashes', async () => {
    const args = '--python C:\\farm\\gpu.py';
    expect(await warnings({ args })).toEqual([expect.stringMatching(/^The path C:\\farm\\gpu\.py in args loses/)]);
    expect(await warnings({ args: "--python 'C:\\farm\\gpu.py'", note: 'C:\\x' })).toEqual([]);
  });
});
