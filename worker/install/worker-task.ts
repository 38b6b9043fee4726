import path from 'node:path';
import type { WindowsTask } from '#shared/services/windows-task.ts';

/** As the Task Scheduler lists it. */
export const TASK_NAME = 'Flamenco-NG Worker';

/** Windows 10 1809 and Server 2019. */
const FIRST_WITHOUT_WINDOW = 17_763;

interface Facts {
  readonly managerUrl: string;
  readonly sid: string;
  readonly node: string;
  /** The folder of the version. */
  readonly version: string;
  readonly home: string;
  /** Like `C:\Windows`. */
  readonly systemRoot: string;
  /** As `os.release()` has it: `10.0.19045`. */
  readonly release: string;
}

/**
 * The task that keeps the worker running while its account is logged on, and not a service of the machine, because only
 * then are the account's network drives available.
 *
 * `conhost.exe --headless` gives Node a console without a window, which nobody can close, and in which selecting text
 * holds nothing up. It should do so without flashing, which we could not try: `-WindowStyle Hidden` comes too late
 * where Windows Terminal draws the window, scripts of `wscript.exe` are often forbidden, and Node started by itself
 * always has a window. It hides the exit code, which the supervisor does not need. Its older versions do not know the
 * option: there the task has a window, in which the supervisor writes little and its worker nothing, so the worker is
 * not held up either.
 */
export function workerTask(facts: Facts, paths: path.PlatformPath = path): WindowsTask {
  const { managerUrl, sid, node, version, home, systemRoot, release } = facts;
  const supervisor = [paths.join(version, 'worker', 'supervisor', 'main.ts'), '--home', home];
  const canHide = Number(release.split('.')[2]) >= FIRST_WITHOUT_WINDOW;
  return {
    description: `Worker of ${managerUrl}`,
    command: canHide ? paths.join(systemRoot, 'System32', 'conhost.exe') : node,
    arguments: canHide ? ['--headless', node, ...supervisor] : supervisor,
    folder: home,
    sid,
    starts: 'logon',
  };
}
