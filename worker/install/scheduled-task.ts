import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { WindowsTask } from '#shared/services/windows-task.ts';
import { windowsTaskXml } from '#shared/services/windows-task.ts';
import { InstallError } from './install-error.ts';
import type { RunTool } from './system-tools.ts';
import { readTask, type FoundTask } from './task-text.ts';
import { TASK_NAME } from './worker-task.ts';
import type { WriteWhole } from './write-whole.ts';

/** The worker's task in the Task Scheduler. All accounts of a machine share its name. */
export interface ScheduledTask {
  /** `unknown` if there may be one that this account cannot read, as when an administrator made it. */
  look(): Promise<FoundTask | 'none' | 'unknown'>;
  /**
   * Makes it, or replaces it as a whole.
   * @param file where its description is written
   * @throws InstallError; what was there before is still there then
   */
  register(task: WindowsTask, file: string): Promise<void>;
  /** Makes it again from the file that it was made of. Says nothing if that fails. */
  restore(file: string): Promise<void>;
  start(): Promise<{ ok: boolean; said: string }>;
  /** Ends what it runs, by force. */
  end(): Promise<void>;
  /** @throws InstallError */
  remove(): Promise<void>;
}

export interface TaskTools {
  readonly run: RunTool;
  readonly write: WriteWhole;
  /** Like `C:\Windows`. */
  readonly systemRoot: string;
}

export function scheduledTask({ run, write, systemRoot }: TaskTools): ScheduledTask {
  const name = ['/TN', TASK_NAME];
  const create = async (file: string) => await run('schtasks', ['/Create', ...name, '/XML', file, '/F']);
  return {
    async look() {
      const { ok, said } = await run('schtasks', ['/Query', ...name, '/XML']);
      if (ok) return readTask(said) ?? 'unknown';
      return (await isCertainlyMissing(systemRoot)) ? 'none' : 'unknown';
    },
    async register(task, file) {
      await write(file, windowsTaskXml(task), 'utf16le');
      const { ok, said } = await create(file);
      if (!ok) throw new InstallError(`the Task Scheduler does not take the task "${TASK_NAME}": ${said}`);
    },
    restore: async (file) => void (await create(file)),
    start: () => run('schtasks', ['/Run', ...name]),
    end: async () => void (await run('schtasks', ['/End', ...name])),
    async remove() {
      const { ok, said } = await run('schtasks', ['/Delete', ...name, '/F']);
      if (!ok) throw new InstallError(`the task "${TASK_NAME}" cannot be removed from the Task Scheduler: ${said}`);
    },
  };
}

/**
 * `schtasks` fails in the same way if there is no task and if this account may not see it, and tells them apart only in
 * the language of the machine. But the Task Scheduler keeps each task in a file, and Windows says of a file that one
 * may not see that one may not, and of none that there is none.
 */
async function isCertainlyMissing(systemRoot: string): Promise<boolean> {
  return await stat(path.join(systemRoot, 'System32', 'Tasks', TASK_NAME)).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
  );
}
