import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssignedTask } from '#server/contracts/task.ts';
import { type Credentials, TestClient } from '#tests/support/test-client.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { aimedDocument } from './fuzz/aimed-document.ts';
import { installSchemathesis } from './fuzz/install-schemathesis.ts';
import { runSchemathesis } from './fuzz/run-schemathesis.ts';

/** These would restart the manager, perhaps at another address. */
const MOVES_THE_MANAGER = ['saveSetupAssistantConfig', 'updateConfigurationFile'];
/** These would remove the things that the second run is about. */
const TAKES_AWAY = ['deleteJob', 'deleteJobMass', 'deleteWorker'];
/** Every run sends the same requests, so a failure is due to a change of the code; `FUZZ_SEED=7` tries others. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_124);

describe('an API that gets requests nobody thought of', () => {
  let schemathesis: string;
  let farm: TestFarm;
  let client: TestClient;
  let worker: Credentials;

  beforeAll(async () => {
    schemathesis = await installSchemathesis();
    farm = await startTestFarm({ workers: 0, settings: { shaman: { enabled: true } } });
    client = new TestClient(farm.url);
    worker = await client.awakeWorker('fuzzed');
    const document = await fetch(`${farm.url}/api/v3/openapi3.json`);
    await writeFile(join(farm.home, 'openapi.json'), aimedDocument(await document.text()));
  }, 300_000);
  afterAll(() => farm?.stop());

  const common = () => ({ schemathesis, folder: farm.home, url: farm.url, worker, seed: SEED });

  it('answers each of them as its document promises', async ({ annotate }) => {
    await annotate(`seed ${SEED}`);
    const phases = 'examples,coverage,fuzzing,stateful';
    const run = { ...common(), things: {}, phases, exclude: MOVES_THE_MANAGER, examples: 15, seconds: 60 };
    const { code, said } = await runSchemathesis(run);
    expect(code, `seed ${SEED}\n${said}\n${await farm.logs()}`).toBe(0);
    expect(said).toMatch(/No issues found/);
  });

  it('also does so if they are about a job, a task and a worker that exist', async ({ annotate }) => {
    await annotate(`seed ${SEED}`);
    const { job, attempt, taskId } = await freshAssignment();
    const ofAttempt = { task_id: attempt.uuid };
    const run = {
      ...common(),
      things: { job_id: job, task_id: taskId, worker_id: worker.id, typeName: 'echo-sleep-test' },
      thingsOf: { taskUpdate: ofAttempt, mayWorkerRun: ofAttempt, taskOutputProduced: ofAttempt },
      phases: 'fuzzing',
      exclude: [...MOVES_THE_MANAGER, ...TAKES_AWAY],
      examples: 25,
      seconds: 40,
    };
    const { code, said } = await runSchemathesis(run);
    expect(code, `seed ${SEED}\n${said}\n${await farm.logs()}`).toBe(0);
    expect(said).toMatch(/No issues found/);
  });

  it('survives: a worker signs on and gets a task', async () => {
    expect(farm.manager.isRunning()).toBe(true);
    expect(farm.manager.tail(10_000)).not.toMatch(/"level":"(error|fatal)"/);
    await freshAssignment();
  });

  /** A new job with top priority, whose first task was handed to a new worker. The requests come from that worker. */
  async function freshAssignment(): Promise<{ job: string; attempt: AssignedTask; taskId: string }> {
    worker = await client.awakeWorker('fuzzed');
    const { id } = await client.submitJob({ priority: 2 ** 31 - 1 });
    const attempt = await client.nextTask(worker);
    const [task] = await farm.api.tasks(id);
    if (attempt === undefined || task === undefined) throw new Error('the worker got no task');
    return { job: id, attempt, taskId: task.id };
  }
});
