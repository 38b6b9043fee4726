import { ensurePages } from '../pages/ensure-pages.ts';
import { ensurePrograms } from '../system/ensure-programs.ts';
import { BLENDER, FFMPEG } from '../system/programs.ts';
import { DemoFarm } from './demo-farm.ts';
import { followJob } from './follow-job.ts';
import type { Interruption } from './interruption.ts';
import { makeScene, SCENE } from './make-scene.ts';
import { openPage } from '#server/setup/open-page.ts';
import { renderOrder } from './render-order.ts';
import { findRendered } from './rendered.ts';
import { makeScratch } from './scratch.ts';
import type { Screen } from './screen.ts';
import { step, StepFailure } from './step-failure.ts';

/**
 * Goes through all steps and leaves no process behind. @returns the exit code: 0 if the animation was rendered, 1 if a
 * step failed, 128 or more if it was interrupted before that
 */
export async function runDemo(screen: Screen, interrupted: Interruption): Promise<number> {
  const { signal } = interrupted;
  const farm = new DemoFarm();
  let rendered = false;
  try {
    screen.say('Flamenco-NG demo\n');
    await render(screen, farm, signal);
    rendered = true;
    if (screen.isTerminal) await stayOpen(screen, farm, signal);
    return 0;
  } catch (error) {
    if (signal.aborted) return rendered ? 0 : interrupted.exitCode();
    report(screen, error);
    return 1;
  } finally {
    if (signal.aborted) screen.say('\n  Stopping …');
    await farm.stop();
  }
}

async function render(screen: Screen, farm: DemoFarm, signal: AbortSignal): Promise<void> {
  const started = Number(process.env.FLAMENCO_LAUNCHED_AT ?? Date.now());

  screen.begin('Blender and FFmpeg');
  await step('Blender and FFmpeg', () => ensurePrograms([BLENDER, FFMPEG], screen.begin, signal));
  screen.done('Blender and FFmpeg are here');

  await step('web pages', () => ensurePages(screen.begin, signal));
  screen.done('Web pages are built');

  screen.begin('making a scene in Blender');
  const scratch = await makeScratch(new Date());
  await step('scene', () => makeScene(scratch.scene, signal));
  screen.done(`Scene made: ${SCENE.frames} frames`);

  screen.begin('starting the manager and a worker');
  await step(
    'farm',
    () => farm.start(scratch, signal),
    () => farm.lastWords(),
  );
  screen.done(`Farm is running: ${farm.pageUrl}`);

  const job = await step(
    'submission',
    () => farm.api(signal).submit(renderOrder(scratch)),
    () => farm.lastWords(),
  );
  await step(
    'render',
    () => followJob(job.id, farm.api(signal), farm.programs, screen, signal),
    () => farm.lastWords(),
  );
  const { frames, video } = await step(
    'result',
    () => findRendered(scratch.frames),
    () => farm.lastWords(),
  );

  screen.done(`Rendered ${frames.length} frames and a video\n`);
  screen.say(`  Frames  ${frames[0]} … ${frames.at(-1)}`);
  screen.say(`  Video   ${video}`);
  screen.say(`  Time    ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function stayOpen(screen: Screen, farm: DemoFarm, signal: AbortSignal): Promise<void> {
  screen.say(`\n  The farm keeps running: ${farm.pageUrl}\n  Ctrl+C stops it.`);
  openPage(farm.pageUrl);
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    if (signal.aborted) resolve(undefined);
  });
  const gone = await Promise.race([aborted, ...farm.programs.map((program) => program.ended.then(() => program))]);
  if (gone) throw new StepFailure('farm', `the ${gone.name} ended unexpectedly (${await gone.ended})`, gone.tail(20));
}

function report(screen: Screen, error: unknown): void {
  const failure = error instanceof StepFailure ? error : new StepFailure('demo', error);
  screen.failed(`Step "${failure.step}" failed: ${failure.message}`);
  if (failure.log) screen.say(`\n${failure.log.replaceAll(/^/gm, '    ')}`);
}
