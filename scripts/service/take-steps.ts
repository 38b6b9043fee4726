import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { removeFirmly } from '#system/files/firmly.mjs';
import { runQuietly, type QuietRun } from '../system/run-quietly.ts';
import { ServiceError } from './service-error.ts';
import { inWords } from './show-steps.ts';
import type { Step } from './steps.ts';

/** How steps are taken; specs pause for less. */
export interface StepTaker {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** @param seconds of one pause between two tries */
  readonly pause?: (seconds: number) => Promise<unknown>;
}

/**
 * Takes one step after the other.
 * @returns whether all were taken; false if one said that the rest has to wait, which the reader was told
 * @throws ServiceError if one fails; it says which, how, and what the reader can do
 */
export async function takeSteps(steps: readonly Step[], taker: StepTaker): Promise<boolean> {
  for (const step of steps) {
    if (step.do === 'write') await write(step, taker);
    else if (step.do === 'delete') await removeFirmly(step.file);
    else if (step.do === 'run') await run(step, taker);
    else if (step.do === 'wait') await waitUntilItFails(step, taker);
    else if ((await runWords(step.words, taker)).code !== 0) {
      taker.say(step.otherwise);
      return false;
    }
  }
  return true;
}

const PAUSE_SECONDS = 2;

async function write(step: Step & { do: 'write' }, { say }: StepTaker): Promise<void> {
  try {
    await mkdir(dirname(step.file), { recursive: true });
    // launchd refuses files that others may write.
    await writeFile(step.file, step.text, { encoding: step.encoding ?? 'utf8', mode: 0o644 });
  } catch (error) {
    if (step.mayFail === true) return;
    throw new ServiceError(`${step.file} cannot be written: ${(error as Error).message}`);
  }
  if (step.text !== '') say(`Wrote ${step.file}`);
}

async function run(step: Step & { do: 'run' }, taker: StepTaker): Promise<void> {
  for (let left = step.tries ?? 1; ;) {
    const { code, said } = await runWords(step.words, taker);
    if (code === 0 || step.mayFail === true) return;
    left -= 1;
    if (left === 0) throw new ServiceError(failure(step.words, code, said, step.advice));
    await pause(PAUSE_SECONDS, taker);
  }
}

async function waitUntilItFails(step: Step & { do: 'wait' }, taker: StepTaker): Promise<void> {
  for (let left = step.seconds; (await runWords(step.words, taker)).code === 0; left -= 1) {
    if (left === step.seconds - 2) taker.say('Waiting for the manager to end …');
    if (left > 0) await pause(1, taker);
    else if (step.advice === undefined) return;
    else throw new ServiceError(step.advice);
  }
}

/** A program that is not there has failed like one that says so. */
export async function runWords(
  [program = '', ...args]: readonly string[],
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd?: string },
): Promise<QuietRun> {
  try {
    return await runQuietly(program, args, { env, ...(cwd === undefined ? {} : { cwd }) });
  } catch (error) {
    return { code: 127, said: (error as Error).message };
  }
}

function failure(words: readonly string[], code: number, said: string, advice = ''): string {
  const parts = [`"${inWords(words)}" failed (exit code ${code})`, said.trim(), advice];
  return parts.filter((part) => part !== '').join('\n');
}

function pause(seconds: number, { pause: given }: StepTaker): Promise<unknown> {
  return given === undefined ? delay(seconds * 1000) : given(seconds);
}
