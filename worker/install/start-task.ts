import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ownerIfKnown } from '../home-lock.ts';
import { logFileIn } from '../supervisor/places.ts';
import type { InstallRequest } from './request.ts';
import type { ScheduledTask } from './scheduled-task.ts';
import { isLoggedOn } from './who-logs-on.ts';
import { TASK_NAME } from './worker-task.ts';

/** How long to wait for what, in milliseconds. */
export interface StartPatience {
  /** Until a worker runs and has stayed. */
  readonly started: number;
  /** A worker that is the same for so long did not fail at its start. */
  readonly stayed: number;
}
const START_PATIENCE: StartPatience = { started: 30_000, stayed: 4_000 };
const LOOK_EVERY_MS = 100;

interface Start {
  readonly request: InstallRequest;
  readonly task: ScheduledTask;
  readonly home: string;
  readonly say: (line: string) => void;
  readonly patience?: StartPatience;
}

/** Starts the worker by its task, and says what became of that. */
export async function startTask({ request, task, home, say, patience = START_PATIENCE }: Start): Promise<void> {
  const { account } = request;
  const isHere = isLoggedOn(request);
  const { ok, said } = await task.start();
  if (ok && (await stays(home, isHere ? patience : { ...patience, started: 0 })))
    say(`The worker is running, and starts whenever ${account} logs on.`);
  else if (!isHere)
    say(`The worker starts as soon as ${account} logs on to this machine; at the moment, nobody is logged on as that.`);
  else if (!ok) say(`WARNING: the worker has not started: ${said}`);
  else say(`WARNING: the worker has not started yet, or does not keep running. ${await lastWords(home)}`);
  say(`Task Scheduler shows it as "${TASK_NAME}". Its log: ${logFileIn(home)}`);
}

/** Its supervisor runs in any case, so the lock of the worker itself tells. */
async function stays(home: string, { started, stayed }: StartPatience): Promise<boolean> {
  const deadline = performance.now() + started;
  let owner = ownerIfKnown(home);
  let since = performance.now();
  for (;;) {
    const now = performance.now();
    if (typeof owner === 'number' && now - since >= stayed) return true;
    if (now >= deadline && owner === undefined) return false;
    if (now >= deadline + stayed) return false;
    await delay(LOOK_EVERY_MS);
    const next = ownerIfKnown(home);
    if (next === owner) continue;
    owner = next;
    since = performance.now();
  }
}

async function lastWords(home: string): Promise<string> {
  const log = await readFile(logFileIn(home), 'utf8').catch(() => '');
  const last = log.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return last === '' ? 'It has no log yet.' : `The last line of its log: ${last}`;
}
