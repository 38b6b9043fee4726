import type { WindowsTask } from '#shared/services/windows-task.ts';
import { windowsTaskXml } from '#shared/services/windows-task.ts';
import { InstallError } from './install-error.ts';
import type { RunTool } from './system-tools.ts';
import { TASK_NAME } from './worker-task.ts';
import type { WriteWhole } from './write-whole.ts';

/** The worker's task in the Task Scheduler. */
export interface ScheduledTask {
  exists(): Promise<boolean>;
  /**
   * Makes it, or replaces it as a whole.
   * @param file where its description is written
   * @throws InstallError; what was there before is still there then
   */
  register(task: WindowsTask, file: string): Promise<void>;
  start(): Promise<{ ok: boolean; said: string }>;
  /** Ends what it runs, by force. */
  end(): Promise<void>;
  /** @throws InstallError */
  remove(): Promise<void>;
}

export function scheduledTask(run: RunTool, write: WriteWhole): ScheduledTask {
  const name = ['/TN', TASK_NAME];
  const exists = async () => (await run('schtasks', ['/Query', ...name])).ok;
  return {
    exists,
    async register(task, file) {
      await write(file, windowsTaskXml(task), 'utf16le');
      const { ok, said } = await run('schtasks', ['/Create', ...name, '/XML', file, '/F']);
      if (!ok) throw new InstallError(`the Task Scheduler does not take the task "${TASK_NAME}": ${said}`);
    },
    start: () => run('schtasks', ['/Run', ...name]),
    end: async () => void (await run('schtasks', ['/End', ...name])),
    async remove() {
      if (!(await exists())) return;
      const { ok, said } = await run('schtasks', ['/Delete', ...name, '/F']);
      if (!ok) throw new InstallError(`the task "${TASK_NAME}" cannot be removed from the Task Scheduler: ${said}`);
    },
  };
}
