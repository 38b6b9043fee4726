import { existsSync } from 'node:fs';
import path from 'node:path';
import { makeDirectories } from '../make-directories.ts';
import { installedText, readInstalled, type Installed } from './installed.ts';
import { launcherText } from './launcher.ts';
import { layoutOf } from './layout.ts';
import { hasOwnTask } from './own-task.ts';
import { protectFolder } from './protect.ts';
import { removeOld } from './remove-old.ts';
import type { InstallRequest } from './request.ts';
import { scheduledTask, type ScheduledTask } from './scheduled-task.ts';
import { startTask, type StartPatience } from './start-task.ts';
import { stopWorker, type StopPatience } from './stop-worker.ts';
import type { RunTool } from './system-tools.ts';
import { wrongAccount } from './who-logs-on.ts';
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
  readonly patience?: StopPatience & StartPatience;
}

/**
 * Makes the version that was unpacked into a folder of its own the one that runs. A version is never moved and never
 * replaced, so nothing that holds a file can leave the machine without a worker: until the last step, all that was
 * there is still there, and whatever fails, the task names it again and is started.
 * @throws InstallError
 */
export async function install(parts: Installation): Promise<void> {
  const { request, registrationSecret, run, write, say } = parts;
  const { node, version, sid, managerUrl } = request;
  const layout = layoutOf(request.dir);
  const task = scheduledTask(parts);
  const before = await readInstalled(layout);
  const found = await task.look();
  const hasTask = hasOwnTask(found, layout, before, request);
  const wrong = wrongAccount(request);
  if (wrong !== undefined) say(`WARNING: ${wrong}`);

  await makeDirectories(layout.home);
  for (const folder of [layout.home, layout.versions, layout.node])
    if (existsSync(folder)) await protectFolder(folder, sid, run);
  await writeSettings(layout.home, request, write);
  if (registrationSecret !== undefined) await write(layout.secret, `${registrationSecret}\n`);

  const isService = request.service || hasTask;
  if (before?.service === true && !isService)
    say(`WARNING: the task "${TASK_NAME}" is gone or of another worker; run this with -Service to make it anew.`);
  let runs = hasTask;
  let undo = async (): Promise<void> => undefined;
  try {
    // While the old worker still runs: what is most likely to fail comes first.
    if (isService) {
      await task.register(workerTask({ ...parts, ...request, home: layout.home }), path.join(version, 'task.xml'));
      undo = async () => await undoTask(task, hasTask, before);
    }
    await stopWorker({
      ...parts,
      home: layout.home,
      canBeAsked: before !== undefined,
      task: hasTask ? task : undefined,
    });
    await write(layout.installed, installedText({ node, version, service: isService }));
    await write(layout.launcher, launcherText({ dir: layout.dir, node, version, managerUrl }));
    runs = isService;
  } catch (error) {
    await undo().catch(() => undefined);
    throw error;
  } finally {
    if (runs) await startTask({ ...parts, task, home: layout.home });
  }
  const now = await task.look();
  if (now !== 'unknown')
    await removeOld(layout, { version, node, isNamed: (folder) => now !== 'none' && now.names(folder) });
  if (!isService) say(`Installed. Start the worker with: "${layout.launcher}"`);
}

/** Gives the task back to the version from before, or takes it away if there was none. */
async function undoTask(task: ScheduledTask, hadTask: boolean, before: Installed | undefined): Promise<void> {
  if (!hadTask) return await task.remove();
  const file = before && path.join(before.version, 'task.xml');
  if (file !== undefined && existsSync(file)) await task.restore(file);
}
