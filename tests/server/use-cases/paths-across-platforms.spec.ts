import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextTask } from '#server/scheduler/next-task.ts';
import { registerWorker } from '#server/use-cases/register-worker.ts';
import { submitJob } from '#server/use-cases/submit-job.ts';
import { workerStateChanged } from '#server/use-cases/worker-reports-status.ts';
import { workerSignOn } from '#server/use-cases/worker-sign-on.ts';
import { openSqliteFolder } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import { report } from '#tests/support/farm-story.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

const PLATFORMS = ['linux', 'windows', 'darwin'] as const;
type Platform = (typeof PLATFORMS)[number];

/** Where each platform has the projects and the farm's storage; the manager itself runs on the first one. */
const PROJECTS = { linux: '/mnt/projects', windows: 'P:', darwin: '/Volumes/projects' };
const STORAGE = { linux: '/mnt/farm/store', windows: 'F:\\store', darwin: '/Volumes/farm/store' };
const SETTINGS = `
shared_storage_path: ${STORAGE[process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'darwin' : 'linux']}
shaman: {enabled: true}
variables:
  projects:
    is_twoway: true
    values:
    - {platform: linux, value: /mnt/projects/}
    - {platform: windows, value: 'P:\\'}
    - {platform: darwin, audience: workers, value: /Volumes/projects}
    - {platform: darwin, audience: users, value: /nowhere}
  storage:
    is_twoway: true
    values:
    - {platform: linux, value: /mnt/farm/store}
    - {platform: windows, value: 'F:\\store'}
    - {platform: darwin, value: /Volumes/farm/store/}
  tool:
    values:
    - {platforms: [linux, darwin], value: /opt//tool}
    - {platform: windows, value: 'C:\\Tool'}
`;
/** Passes its settings on to the worker, as texts and in a list, along with a path in the job's own folder. */
const SCRIPT = `
const JOB_TYPE = { label: 'Paths', settings: [{ key: 'file', type: 'string', required: true }] };
function compileJob(job) {
  const task = author.Task('show', 'misc');
  const file = job.settings.file;
  task.addCommand(author.Command('show-paths', {
    file, list: ['--file', file], own: '{jobs}/shot/out', tool: '{tool}//x', filter: 'a//b\\\\c', name: job.metadata.source,
  }));
  job.addTask(task);
}
`;

let farm: FarmInProcess;
const workers = new Map<Platform, string>();

beforeAll(async () => {
  farm = await openFarm(openSqliteFolder, SETTINGS);
  await writeFile(join(farm.folder, 'scripts', 'paths.js'), SCRIPT);
  for (const platform of PLATFORMS) workers.set(platform, await awake(platform));
});
afterAll(() => farm.close());

async function awake(platform: Platform): Promise<string> {
  const facts = { name: `node on ${platform}`, supported_task_types: ['misc'] };
  const { id } = await registerWorker(farm, SOMEBODY, { ...facts, secret: 'of the worker', platform }, '127.0.0.1');
  await workerSignOn(farm, asWorker(id), { ...facts, software_version: '1', can_restart: false }, '127.0.0.1');
  await workerStateChanged(farm, asWorker(id), 'awake');
  return id;
}

/** What the only command of a submitted job looks like to a worker on the platform. */
async function handedOut(file: string, submitter: string, platform: Platform): Promise<Record<string, unknown>> {
  await submitJob(farm, SOMEBODY, {
    name: 'paths',
    type: 'paths',
    priority: 50,
    submitter_platform: submitter,
    settings: { file },
    metadata: { source: file },
  });
  const worker = workers.get(platform) ?? '';
  const next = await nextTask(farm, asWorker(worker));
  if (next.answer !== 'task') throw new Error(`expected a task, got ${next.answer}`);
  await report(farm, worker, next.task, { taskStatus: 'completed' });
  return next.task.commands[0]?.parameters ?? {};
}

const on = (platform: Platform, folder: Record<Platform, string>, names: readonly string[]) =>
  [folder[platform], ...names].join(platform === 'windows' ? '\\' : '/');
const pairs = PLATFORMS.flatMap((submitter) => PLATFORMS.map((worker) => [submitter, worker] as const));

describe('a path that a person submits', () => {
  test.each(pairs)('on %s is correct for a worker on %s', async (submitter, worker) => {
    const name = fc.stringMatching(/^[a-zA-Z0-9#][a-zA-Z0-9 ._$#-]{0,8}[a-zA-Z0-9#]$/);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(PROJECTS, STORAGE),
        fc.array(name, { minLength: 1, maxLength: 4 }),
        fc.constantFrom<(path: string) => string>(
          (path) => path,
          (path) => path.replaceAll('\\', '/'),
        ),
        async (folder, names, typed) => {
          const right = on(worker, folder, names);
          const got = await handedOut(typed(on(submitter, folder, names)), submitter, worker);
          expect(got).toMatchObject({ file: right, list: ['--file', right], name: right });
        },
      ),
      { numRuns: 8 },
    );
  });

  test.each(pairs)('on %s changes nothing else for a worker on %s', async (submitter, worker) => {
    const got = await handedOut('//render/of/the/others', submitter, worker);
    expect(got).toMatchObject({
      file: '//render/of/the/others',
      filter: 'a//b\\c',
      own: on(worker, STORAGE, ['jobs', 'shot', 'out']),
      tool: worker === 'windows' ? 'C:\\Tool//x' : '/opt//tool//x',
    });
  });

  test.each(PLATFORMS)('to the platform "manager" counts as on the manager: %s', async (worker) => {
    const own = process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'darwin' : 'linux';
    const got = await handedOut(on(own, PROJECTS, ['a', 'b.blend']), 'manager', worker);
    expect(got['file']).toBe(on(worker, PROJECTS, ['a', 'b.blend']));
  });
});
