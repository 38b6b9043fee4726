import { ensureBpy } from '../add-on/ensure-bpy.ts';
import { fetchWheels } from '../add-on/fetch-wheels.ts';
import { ensurePrograms } from '../system/ensure-programs.ts';
import {
  BLENDER,
  CHROMIUM,
  CURL,
  FFMPEG,
  IPROUTE,
  PYTHON_VENV,
  SYSTEM_PYTHON_ZSTANDARD,
  XVFB,
} from '../system/programs.ts';
import type { Outcome } from './outcome.ts';
import type { Step } from './step.ts';
import { CHECKS, SUITES } from './steps.ts';

/**
 * `npm test`: installs what the tests call, runs every check and suite, and ends with one line, "N passed, N failed".
 * With --only-checks it reads the source text only.
 */
const onlyChecks = process.argv.includes('--only-checks');
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
const say = (line: string) => process.stdout.write(`${line}\n`);

const sum = { passed: 0, failed: 0 };
try {
  if (!onlyChecks) await install();
  for (const step of onlyChecks ? CHECKS : [...CHECKS, ...SUITES]) {
    const { passed, failed } = await runStep(step);
    sum.passed += passed;
    sum.failed += failed;
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  sum.failed += 1;
}
say(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** What the suites call. Each is there already on a machine that ran them before. */
async function install(): Promise<void> {
  const tell = (line: string) => say(`${line} …`);
  const programs = [BLENDER, FFMPEG, CHROMIUM, CURL, IPROUTE, XVFB];
  if (process.platform === 'linux') programs.push(PYTHON_VENV, SYSTEM_PYTHON_ZSTANDARD);
  await ensurePrograms(programs, tell, stop.signal);
  const problem = await fetchWheels(tell, stop.signal);
  if (problem) throw new Error(problem);
  await ensureBpy(tell, stop.signal);
}

async function runStep(step: Step): Promise<Outcome> {
  const started = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`… ${step.title}`);
  const outcome = await step.run(stop.signal);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : '';
  const mark = outcome.failed === 0 ? '✓' : '✗';
  if (process.stdout.isTTY) process.stdout.write('\r\u001B[K');
  say(`${mark} ${step.title} (${outcome.passed} passed, ${outcome.failed} failed${skipped}, ${seconds} s)`);
  if (outcome.failed > 0) say(`\n${outcome.output.trimEnd()}\n`);
  return outcome;
}
