import { messageOf } from '#shared/message-of.ts';
import { ensureBpy } from '../add-on/ensure-bpy.ts';
import { fetchWheels } from '../add-on/fetch-wheels.ts';
import { ensurePrograms } from '../system/ensure-programs.ts';
import {
  BLENDER,
  CADDY,
  CHROMIUM,
  CURL,
  FFMPEG,
  IPROUTE,
  NGINX,
  PYTHON_VENV,
  SYSTEM_PYTHON_ZSTANDARD,
  XVFB,
} from '../system/programs.ts';
import { closingWords } from './closing-words.ts';
import type { Outcome, Skipped } from './outcome.ts';
import type { Step } from './step.ts';
import { CHECKS, SUITES } from './steps.ts';

/**
 * `npm test`: installs what the tests need, runs every check and suite, names what failed and what cannot run on this
 * machine, and ends with one line, "N passed, N failed". With --only-checks it only checks the source text.
 */
const onlyChecks = process.argv.includes('--only-checks');
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
const say = (line: string) => process.stdout.write(`${line}\n`);

const steps = onlyChecks ? CHECKS : [...CHECKS, ...SUITES];
const sum = { passed: 0, failed: 0 };
const failures: string[] = [];
const skipped: Skipped[] = [];
try {
  if (!onlyChecks) await install();
  for (const [index, step] of steps.entries()) {
    const outcome = await runStep(step, `[${index + 1}/${steps.length}]`);
    sum.passed += outcome.passed;
    sum.failed += outcome.failed;
    failures.push(...outcome.failures);
    skipped.push(...outcome.skipped);
  }
} catch (error) {
  const failure = messageOf(error);
  say(failure);
  sum.failed += 1;
  failures.push(failure);
}
for (const line of closingWords(failures, skipped)) say(line);
say(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** What the suites need. A machine that has run them before already has it all. */
async function install(): Promise<void> {
  const tell = (line: string) => say(`${line} …`);
  const programs = [BLENDER, FFMPEG, CHROMIUM, CURL, IPROUTE, NGINX, CADDY, XVFB];
  if (process.platform === 'linux') programs.push(PYTHON_VENV, SYSTEM_PYTHON_ZSTANDARD);
  await ensurePrograms(programs, tell, stop.signal);
  const problem = await fetchWheels(tell, stop.signal);
  if (problem) throw new Error(problem);
  await ensureBpy(tell, stop.signal);
}

async function runStep(step: Step, place: string): Promise<Outcome> {
  const started = performance.now();
  process.stdout.write(process.stdout.isTTY ? `… ${place} ${step.title}` : `… ${place} ${step.title}\n`);
  const outcome = await step.run(stop.signal, place);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const leftOut = outcome.skipped.length > 0 ? `, ${outcome.skipped.length} left out` : '';
  const mark = outcome.failed === 0 ? '✓' : '✗';
  if (process.stdout.isTTY) process.stdout.write('\r\u001B[K');
  say(`${mark} ${step.title} (${outcome.passed} passed, ${outcome.failed} failed${leftOut}, ${seconds} s)`);
  if (outcome.failed > 0 && outcome.output !== '') say(`\n${outcome.output.trimEnd()}\n`);
  return outcome;
}
