import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '#server/contracts/task.ts';
import { type Program, startProgram } from '#scripts/farm/program.ts';
import { TestClient } from '#tests/support/test-client.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';

/** A job with one task, which has the command given in the job's settings. */
const SCRIPT = `
const JOB_TYPE = { label: 'One command', settings: [
  { key: 'name', type: 'string', required: true }, { key: 'parameters', type: 'string', required: true },
] };
function compileJob(job) {
  const task = author.Task('only', 'misc');
  task.addCommand(author.Command(job.settings.name, JSON.parse(job.settings.parameters)));
  job.addTask(task);
}
`;

/** So small that Cycles finishes at once. */
const SMALL =
  'import bpy; r = bpy.context.scene.render; r.resolution_x = r.resolution_y = 16; c = bpy.context.scene.cycles; c.samples = 1; c.use_denoising = False';

describe('bad input ends in a clear failure in the log of the task, never in a dead worker', () => {
  let farm: TestFarm;
  let client: TestClient;
  let worker: Program;

  beforeAll(async () => {
    // A failed task is not tried again, so its log is complete.
    farm = await startTestFarm({ workers: 0, settings: { task_fail_after_softfail_count: 1 } });
    client = new TestClient(farm.url);
    await mkdir(join(farm.home, 'scripts'), { recursive: true });
    await writeFile(join(farm.home, 'scripts', 'one-command.js'), SCRIPT);
    await mkdir(join(farm.home, 'worker'));
    startWorker();
  }, 120_000);
  afterAll(() => farm?.stop());

  function startWorker(): void {
    const home = join(farm.home, 'worker');
    worker = startProgram(
      'worker',
      'worker/main.ts',
      ['--home', home, '--manager', farm.url],
      join(home, 'worker.log'),
    );
    farm.workers.push(worker);
  }

  /** Runs one command on the farm; resolves to the task when it has ended, and its log. */
  async function run(name: string, parameters: Record<string, unknown>): Promise<{ task: Task; log: string }> {
    const settings = { name, parameters: JSON.stringify(parameters) };
    const job = await farm.submit({ name, type: 'one-command', submitter_platform: 'linux', settings });
    const [{ id } = { id: '' }] = await farm.api.tasks(job.id);
    for (;;) {
      const task = await client.get<Task>(`/tasks/${id}`);
      if (!worker.isRunning()) throw new Error(`the worker ended\n${await farm.logs()}`);
      if (['completed', 'failed', 'canceled'].includes(task.status)) {
        const { url } = await client.get<{ url: string }>(`/tasks/${id}/log`);
        return { task, log: await (await fetch(new URL(url, farm.url))).text() };
      }
      await pause(50);
    }
  }
  const render = (more: Record<string, unknown>) => ({
    exe: 'blender',
    exeArgs: '-b -noaudio',
    blendfile: '',
    ...more,
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    [
      'an unknown command',
      'make-coffee',
      {},
      'Failed: this worker has no command "make-coffee"; it knows blender-render',
    ],
    [
      'a missing blend file',
      'blender-render',
      render({ blendfile: '/no/such.blend', args: ['-f', '1'] }),
      'Failed: blender-render: the blend file /no/such.blend cannot be read on this worker: No such file or directory',
    ],
    [
      'an output folder that cannot be written to',
      'blender-render',
      render({
        exeArgs: '-b --factory-startup -noaudio',
        args: ['-E', 'CYCLES', '--python-expr', SMALL, '-o', '/proc/no/#', '-f', '1'],
      }),
      'could not be written: ',
    ],
    [
      'a Blender that crashes at its start',
      'blender-render',
      render({ args: ['--python-expr', 'import os; os.kill(os.getpid(), 11)', '-f', '1'] }),
      'Failed: blender-render: Blender crashed before it had rendered a frame (blender crashed (signal SIGSEGV, number 11))',
    ],
    [
      'a Blender that is not there',
      'blender-render',
      render({ exe: '/no/blender' }),
      'the program "/no/blender" was not found',
    ],
    [
      'a program that may not be run',
      'exec',
      { exe: '/etc/passwd' },
      'Failed: exec: the program "/etc/passwd" may not be run by this worker',
    ],
    [
      'frames that are not there',
      'frames-to-video',
      { exe: 'ffmpeg', fps: 24, inputGlob: '/no/*.png', outputFile: '/tmp/x.mp4' },
      'no file matches /no/*.png',
    ],
    [
      'a file that is not there',
      'copy-file',
      { src: '/no/file', dest: '/tmp/never' },
      'Failed: copy-file: source /no/file does not exist',
    ],
    [
      'a folder that cannot be created',
      'make-directory',
      { path: '/proc/no' },
      'Failed: make-directory: /proc/no could not be created',
    ],
    [
      'a folder that is not there',
      'move-directory',
      { src: '/no/folder', dest: '/tmp/never' },
      'Failed: move-directory: source /no/folder does not exist',
    ],
  ])('%s', async (_, name, parameters, reason) => {
    const { task, log } = await run(name, parameters);
    expect(task.status).toBe('failed');
    expect(log).toContain(reason);
  });

  it('log lines of a megabyte, which arrive whole', async () => {
    const script = 'for (let n = 0; n < 3; n++) console.log("ä".repeat(1 << 19) + n); console.log("after")';
    const { task, log } = await run('exec', { exe: process.execPath, args: ['-e', script] });
    expect(task.status).toBe('completed');
    const text = log.replaceAll(/^pid=\d+ > /gm, '').replaceAll('\n', '');
    for (let n = 0; n < 3; n++) expect(text).toContain('ä'.repeat(1 << 19) + n);
    expect(log).toMatch(/^pid=\d+ > after$/m);
  });

  it('credentials that the manager has forgotten: it registers again and goes on working', async () => {
    await worker.stop();
    farm.workers.splice(0);
    const forgotten = `worker_id: ${randomUUID()}\nworker_secret: ${'f0'.repeat(32)}\n`;
    await writeFile(join(farm.home, 'worker', 'flamenco-worker-credentials.yaml'), forgotten);
    startWorker();
    expect((await run('echo', { message: 'hello' })).task.status).toBe('completed');
    expect(worker.tail(50)).toContain('manager does not know this worker: registering again');
  });
});
