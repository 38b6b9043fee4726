import { readInstalled } from './installed.ts';
import { layoutOf } from './layout.ts';
import { cannotTell } from './own-task.ts';
import { scheduledTask, type TaskTools } from './scheduled-task.ts';
import { stopWorker, type StopPatience } from './stop-worker.ts';

export interface Removal extends TaskTools {
  /** Full path of the folder that the worker is installed in. */
  readonly dir: string;
  readonly patience?: StopPatience;
}

/**
 * Stops the worker of a folder, and removes its task, but not that of a worker in another folder. The files are left.
 * @throws InstallError
 */
export async function removeWorker(parts: Removal): Promise<void> {
  const layout = layoutOf(parts.dir);
  const task = scheduledTask(parts);
  const installed = await readInstalled(layout);
  const found = await task.look();
  if (found === 'unknown' && installed?.service !== false) throw cannotTell();
  const own = typeof found === 'object' && found.names(layout.dir) ? task : undefined;
  await stopWorker({ ...parts, home: layout.home, canBeAsked: true, task: own });
  await own?.remove();
}
