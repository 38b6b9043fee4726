import { setTimeout as delay } from 'node:timers/promises';
import { ownerIfKnown } from '../home-lock.ts';
import { askWorker } from '../requests/ask-worker.ts';
import { supervisorHomeIn } from '../supervisor/places.ts';
import { InstallError } from './install-error.ts';
import type { ScheduledTask } from './scheduled-task.ts';
import type { RunTool } from './system-tools.ts';

/** How long to wait for whom, in milliseconds. */
export interface StopPatience {
  readonly asked: number;
  readonly killed: number;
}
export const STOP_PATIENCE: StopPatience = { asked: 60_000, killed: 10_000 };
const LOOK_EVERY_MS = 100;

interface Running {
  readonly home: string;
  /** Workers from before could not be asked. */
  readonly canBeAsked: boolean;
  /** The task that runs it, if one does. */
  readonly task: ScheduledTask | undefined;
  readonly run: RunTool;
  readonly patience?: StopPatience;
}

/**
 * Stops the worker of a home and its supervisor, however they were started: they are asked, so that a task goes back to
 * the queue at once; only those who do not listen are ended.
 * @throws InstallError if the worker goes on
 */
export async function stopWorker({ home, canBeAsked, task, run, patience = STOP_PATIENCE }: Running): Promise<void> {
  const homes = [supervisorHomeIn(home), home];
  if (canBeAsked) {
    for (const each of homes) {
      // Whoever cannot be asked is ended below.
      if (ownerIfKnown(each) !== undefined) await askWorker(each, 'stop', patience.asked).catch(() => undefined);
    }
  }
  // A supervisor that hangs, and a launcher from before, which starts its worker again.
  await task?.end();
  for (const each of homes) {
    if (await isFree(each, patience.killed)) continue;
    await run('taskkill', ['/PID', String(ownerIfKnown(each)), '/T', '/F']);
    if (!(await isFree(each, patience.killed)))
      throw new InstallError(
        `the worker in ${home} (process ${String(ownerIfKnown(each))}) does not stop: end it in the Task Manager, and run this again`,
      );
  }
}

async function isFree(home: string, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (ownerIfKnown(home) !== undefined) {
    if (performance.now() >= deadline) return false;
    await delay(LOOK_EVERY_MS);
  }
  return true;
}
