import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ownerIfKnown } from '../home-lock.ts';
import { makeDirectories } from '../make-directories.ts';
import { logFileIn, supervisorHomeIn } from '../supervisor/places.ts';
import { installedText, readInstalled } from './installed.ts';
import { launcherText } from './launcher.ts';
import { layoutOf, type Layout } from './layout.ts';
import { protectFolder } from './protect.ts';
import { removeOld } from './remove-old.ts';
import type { InstallRequest } from './request.ts';
import { scheduledTask, type ScheduledTask } from './scheduled-task.ts';
import { stopWorker, type StopPatience } from './stop-worker.ts';
import type { RunTool } from './system-tools.ts';
import { isLoggedOn, wrongAccount } from './who-logs-on.ts';
import { TASK_NAME, workerTask } from './worker-task.ts';
import { writeSettings } from './write-settings.ts';
import type { WriteWhole } from './write-whole.ts';

export interface Installation {
  readonly request: InstallRequest;
  readonly registrationSecret: string | undefined;
  readonly run: RunTool;
  readonly write: WriteWhole;
  readonly systemRoot: string;
  /** As `os.release()` has it. */
  readonly release: string;
  readonly say: (line: string) => void;
  readonly patience?: StopPatience & { readonly started: number };
}

const STARTED_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 100;

/**
 * Makes the version that was unpacked into a folder of its own the one that runs. A version is never moved and never
 * replaced, so nothing that holds a file can leave the machine without a worker: until the last step, all that was
 * there is still there, and whatever fails, the task is started again with what it then names.
 * @throws InstallError
 */
export async function install(parts: Installation): Promise<void> {
  const { request, registrationSecret, run, write, say } = parts;
  const { node, version, sid, managerUrl } = request;
  const layout = layoutOf(request.dir);
  const task = scheduledTask(run, write);
  const before = await readInstalled(layout);
  const wrong = wrongAccount(request);
  if (wrong !== undefined) say(`WARNING: ${wrong}`);

  await makeDirectories(layout.home);
  for (const folder of [layout.home, layout.versions, layout.node])
    if (existsSync(folder)) await protectFolder(folder, sid, run);
  await writeSettings(layout.home, request, write);
  if (registrationSecret !== undefined) await write(layout.secret, `${registrationSecret}\n`);

  const hasTask = (before?.service ?? existsSync(layout.before)) && (await task.exists());
  const isService = request.service || hasTask;
  let runs = hasTask;
  try {
    await stopWorker({
      ...parts,
      home: layout.home,
      canBeAsked: before !== undefined,
      task: hasTask ? task : undefined,
    });
    if (isService)
      await task.register(workerTask({ ...parts, ...request, home: layout.home }), path.join(version, 'task.xml'));
    runs = isService;
    await write(layout.installed, installedText({ node, version, service: isService }));
    await write(layout.launcher, launcherText({ dir: layout.dir, node, version, managerUrl }));
  } finally {
    if (runs) await startTask(parts, layout, task);
  }
  await removeOld(layout, version, node);
  if (!isService) say(`Installed. Start the worker with: "${layout.launcher}"`);
}

async function startTask({ request, say, patience }: Installation, layout: Layout, task: ScheduledTask): Promise<void> {
  const { account } = request;
  const { ok, said } = await task.start();
  if (ok && (await hasStarted(layout.home, isLoggedOn(request) ? (patience?.started ?? STARTED_WITHIN_MS) : 0)))
    say(`The worker is running, and starts whenever ${account} logs on.`);
  else if (!isLoggedOn(request))
    say(`The worker starts as soon as ${account} logs on to this machine; at the moment, nobody is logged on as that.`);
  else say(`WARNING: the worker has not started yet. ${said} Its log says more, if it has one.`);
  say(`Task Scheduler shows it as "${TASK_NAME}". Its log: ${logFileIn(layout.home)}`);
}

async function hasStarted(home: string, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    if (ownerIfKnown(supervisorHomeIn(home)) !== undefined) return true;
    if (performance.now() >= deadline) return false;
    await delay(LOOK_EVERY_MS);
  }
}
