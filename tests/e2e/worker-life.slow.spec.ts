import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '#server/contracts/task.ts';
import { startProgram, type Program } from '#scripts/farm/program.ts';
import { buildBlendFile } from '#tests/support/build-blend-file.ts';
import { TestClient } from '#tests/support/test-client.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { isRunning, until } from '#tests/worker/support/processes.ts';

const PATIENCE_MS = 60_000;

describe('a worker of a real farm, with real Blender', () => {
  let farm: TestFarm;
  let client: TestClient;
  let blendfile: string;
  let started = 0;
  let jobs = 0;

  beforeAll(async () => {
    farm = await startTestFarm({ workers: 0 });
    client = new TestClient(farm.url);
    blendfile = join(farm.home, 'cube.blend');
    await buildBlendFile(blendfile);
  }, 120_000);
  afterAll(() => farm?.stop());

  /** Starts a worker that is stopped with the farm, in its own home unless another is given. */
  async function startWorker(args: string[] = [], number = ++started): Promise<Program> {
    const home = join(farm.home, `worker ${number}`);
    await mkdir(home, { recursive: true });
    const all = ['--home', home, '--manager', farm.url, '--name', `worker ${number}`, ...args];
    const worker = startProgram(`worker ${number}`, 'worker/main.ts', all, join(home, 'worker.log'));
    farm.workers.push(worker);
    return worker;
  }

  async function render(frames: string, chunk: number) {
    const output = join(farm.home, `frames ${++jobs}`);
    const settings = {
      blendfile,
      frames,
      chunk_size: chunk,
      fps: 24,
      format: 'PNG',
      image_file_extension: '.png',
      scene: 'Scene',
      has_previews: false,
      add_path_components: 0,
      render_output_root: output,
      render_output_path: join(output, '######'),
    };
    const order = { name: 'cube', type: 'simple-blender-render', submitter_platform: 'manager', settings };
    const job = await farm.submit(order);
    const [first] = await farm.api.tasks(job.id);
    return { job, output, first: first?.id ?? '' };
  }

  const cancel = async (job: string) =>
    await client.call('POST', `/jobs/${job}/setstatus`, { body: { status: 'cancel-requested', reason: 'spec' } });
  const taskOf = async (id: string) => await client.get<Task>(`/tasks/${id}`);
  async function logOf(id: string): Promise<string> {
    const { url } = await client.get<{ url: string }>(`/tasks/${id}/log`);
    return await (await fetch(new URL(url, farm.url))).text();
  }
  async function untilRendering(id: string): Promise<number> {
    let log = '';
    await untilTrue(async () => {
      log = (await taskOf(id)).status === 'active' ? await logOf(id).catch(() => '') : '';
      return log.includes('Saved: ');
    }, 'Blender renders');
    return Number(/pid=(\d+) > Saved/.exec(log)?.[1]);
  }

  it('that is told to end by SIGTERM gives its task back, with the log and the reason, before it ends', async () => {
    const worker = await startWorker();
    const { job, first } = await render('1-4000', 4000);
    const blender = await untilRendering(first);
    process.kill(worker.pid, 'SIGTERM');
    expect(await worker.ended).toBe('exit code 0');
    farm.workers.splice(0);
    const task = await taskOf(first);
    expect(task.status).toBe('queued');
    expect(task.activity).toContain('signed off');
    expect(await logOf(first)).toMatch(
      /Saved: [^]*task was stopped: this worker is shutting down \(it received SIGTERM\)[^]*Returned to the queue: worker worker 1 signed off/,
    );
    expect(isRunning(blender)).toBe(false);
    await cancel(job.id);
  });

  it('says how far a render has got and how long it will take', async () => {
    const worker = await startWorker();
    const { first, job } = await render('1-4000', 4000);
    await untilRendering(first);
    const activity = async () => (await taskOf(first)).activity;
    await expect.poll(activity, { timeout: PATIENCE_MS }).toMatch(/^frame \d+ of 4000, about \d+ \w+ left$/);
    await cancel(job.id);
    await worker.stop();
    farm.workers.splice(0);
  });

  it('does not hang when the manager no longer answers', async ({ annotate }) => {
    const worker = await startWorker();
    const { first, job } = await render('1-4000', 4000);
    const blender = await untilRendering(first);
    process.kill(farm.manager.pid, 'SIGSTOP');
    const before = performance.now();
    process.kill(worker.pid, 'SIGTERM');
    try {
      expect(await worker.ended).toBe('exit code 0');
      await annotate(`the worker ended after ${Math.round(performance.now() - before)} ms`);
      expect(isRunning(blender)).toBe(false);
    } finally {
      process.kill(farm.manager.pid, 'SIGCONT');
    }
    farm.workers.splice(0);
    await cancel(job.id);
  });

  it('finishes its task before obeying a lazy request, stops it for an immediate one, and ends with its exit code for a restart', async () => {
    const worker = await startWorker(['--restart-exit-code', '47']);
    const id = await untilKnown(`worker ${started}`);
    const { first } = await render('1-60', 60);
    const ask = async (status: string, is_lazy: boolean) =>
      await client.call('POST', `/worker-mgt/workers/${id}/setstatus`, { body: { status, is_lazy } });
    await untilRendering(first);
    expect((await ask('asleep', true)).status).toBe(204);
    await untilTrue(async () => (await statusOf(id)) === 'asleep', 'asleep');
    expect((await taskOf(first)).status).toBe('completed');

    expect((await ask('awake', false)).status).toBe(204);
    const long = await render('1-4000', 4000);
    await untilRendering(long.first);
    expect((await ask('restart', false)).status).toBe(204);
    expect(await worker.ended).toBe('exit code 47');
    farm.workers.splice(0);
    expect((await taskOf(long.first)).status).toBe('queued');
    expect(await logOf(long.first)).toContain(
      'task was stopped: the manager does not want it to go on: this worker is asked to go to "restart"',
    );
    await cancel(long.job.id);
  });

  it('shares a job with another worker on the same machine, so that every frame is rendered once', async () => {
    const workers = [await startWorker(), await startWorker()];
    const { job, output } = await render('1-12', 2);
    await farm.waitForJob(job.id);
    const tasks = await farm.api.tasks(job.id);
    const names = (await readdir(output)).filter((name) => name.endsWith('.png'));
    expect(names.toSorted()).toEqual(
      Array.from({ length: 12 }, (_, frame) => `${String(frame + 1).padStart(6, '0')}.png`),
    );
    const rendering = tasks.filter((task) => task.task_type === 'blender');
    expect(new Set(rendering.map((task) => task.worker?.name)).size).toBe(2);
    for (const task of rendering) expect((await logOf(task.id)).match(/> Saved: /g)).toHaveLength(2);
    for (const worker of workers) await worker.stop();
    farm.workers.splice(0);
  });

  async function untilKnown(name: string): Promise<string> {
    let id: string | undefined;
    await untilTrue(async () => {
      const { workers } = await client.get<{ workers: { id: string; name: string }[] }>('/worker-mgt/workers');
      id = workers.find((worker) => worker.name === name)?.id;
      return id !== undefined;
    }, 'the worker is known');
    return id ?? '';
  }
  const statusOf = async (id: string) => (await client.get<{ status: string }>(`/worker-mgt/workers/${id}`)).status;
});

async function untilTrue(condition: () => Promise<boolean>, what: string): Promise<void> {
  let isTrue = false;
  const asking = (async () => {
    while (!isTrue) {
      isTrue = await condition();
      await new Promise((resolve) => void setTimeout(resolve, 50));
    }
  })();
  await until(() => isTrue, what, PATIENCE_MS).finally(() => (isTrue = true));
  await asking;
}
