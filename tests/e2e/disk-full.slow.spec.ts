import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import { ECHO_JOB, TestClient } from '#tests/support/test-client.ts';
import { canMount } from '#tests/support/can-mount.ts';
import { needs } from '#tests/support/needs.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';

const ROOT = needs('root on Linux, to mount a disk that fills up quickly', canMount());

describe('a manager whose disk is full', ROOT, () => {
  let disk: string;
  let filler: string;
  let farm: TestFarm;
  let client: TestClient;

  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), 'flamenco small disk '));
    filler = join(disk, 'filler');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'none', disk]);
    const settings = {
      database: join(disk, 'farm.sqlite'),
      local_manager_storage_path: join(disk, 'storage'),
    };
    farm = await startTestFarm({ workers: 0, settings });
    client = new TestClient(farm.url);
  });
  afterAll(async () => {
    await farm?.stop();
    execFileSync('umount', [disk]);
    await rmdir(disk);
  });

  it('refuses what it cannot store, says why, and carries on once there is room', async () => {
    const worker = await client.awakeWorker();
    const before = await client.submitJob();
    const task = await client.nextTask(worker);
    if (!task) throw new Error('the worker got no task');
    await fillUp(filler);

    const accepted: string[] = [];
    let refused: unknown;
    // What fits into pages that the database already has may still be stored.
    for (let number = 0; number < 500 && refused === undefined; number++) {
      const answer = await client.call('POST', '/jobs', { body: { ...ECHO_JOB, name: `no ${number}` } });
      if (answer.status === 200) accepted.push((answer.body as Job).id);
      else refused = answer.body;
    }
    expect(refused).toMatchObject({ code: 503, message: expect.stringContaining('disk of the manager is full') });
    const log = await client.report(worker, task, { log: 'x'.repeat(100_000) });
    expect(log.status).toBe(503);
    expect((await client.call('GET', `/jobs/${before.id}`)).status).toBe(200);
    expect(farm.manager.isRunning()).toBe(true);

    await rm(filler);
    const done = await client.report(worker, task, { taskStatus: 'completed', log: 'after the flood' });
    expect(done.status).toBe(204);
    accepted.push((await client.submitJob()).id);
    const { jobs } = await client.get<{ jobs: Job[] }>('/jobs');
    expect(jobs.map((job) => job.id).toSorted()).toEqual([before.id, ...accepted].toSorted());
  });
});

async function fillUp(file: string): Promise<void> {
  for (let size = 1 << 20; size >= 4096; size /= 2) {
    for (;;) {
      try {
        await writeFile(file, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}
