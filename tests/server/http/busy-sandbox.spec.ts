import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

let manager: TestManager;
beforeEach(async () => {
  manager = await startTestManager();
  await mkdir(join(manager.folder, 'scripts'));
  await writeFile(
    join(manager.folder, 'scripts', 'endless.js'),
    'const JOB_TYPE = { label: "Endless" };\nfunction compileJob() { for (;;); }',
  );
});
afterEach(() => manager.stop());

test('when too many jobs wait for a script, the next one gets 503 with a time to try again; jobs of other types are stored', async () => {
  const job = { ...ECHO_JOB, type: 'endless', settings: {} };
  const submissions = Array.from({ length: 250 }, () => manager.client.call('POST', '/jobs', { body: job }));
  // What is still waiting when the spec ends is not answered.
  void Promise.allSettled(submissions);
  const refused = await Promise.race(submissions);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(refused.body).toMatchObject({ code: 503, message: expect.stringContaining('too many jobs wait') });
  expect(await manager.client.submitJob()).toMatchObject({ type: 'echo-sleep-test' });
});
