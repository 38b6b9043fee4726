import { fork } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import type { SuiteMessage } from './suite-message.ts';
import type { SuiteReport } from './suite-report.ts';

const VITEST = join(PROJECT_ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const REPORTER = join(PROJECT_ROOT, 'scripts', 'test', 'suite-reporter.ts');

/** How a suite ended. `said` is what Vitest and the tests printed, which helps if the report names no failure. */
export type SuiteRun = { code: number; said: string; report: SuiteReport | undefined };

/**
 * Runs Vitest until it ends.
 * @param args what to run, such as `--project unit`
 * @param listen is told of everything the moment it happens
 * @throws Error if it cannot be started or `signal` aborts it
 */
export async function runSuite(
  args: string[],
  listen: (message: SuiteMessage) => void,
  options: { env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
): Promise<SuiteRun> {
  const all = ['run', ...args, `--reporter=${REPORTER}`];
  const child = fork(VITEST, all, { ...options, cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const run: SuiteRun = { code: 1, said: '', report: undefined };
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => {
      run.said += piece.toString();
    });
  child.on('message', (message: SuiteMessage) => {
    if (message.kind === 'ended') run.report = message.report;
    listen(message);
  });
  run.code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  return run;
}
