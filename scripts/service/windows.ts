import { win32 } from 'node:path';
import { windowsTaskXml } from '#shared/services/windows-task.ts';
import {
  keptManagerWords,
  logFile,
  markOf,
  stopRequest,
  STOP_SECONDS,
  type ManagerService,
} from './manager-service.ts';
import type { Place, ServiceSystem } from './service-system.ts';
import type { Step } from './steps.ts';

/**
 * Services of Windows: tasks of the Task Scheduler. (What Windows itself calls services are programs that speak with
 * its service manager, which Node does not.)
 * @param windows.systemRoot `C:\Windows`; programs of the system are called by their full paths
 * @param windows.temporary a folder for the file from which a task is made
 */
export function windowsTasks(windows: { systemRoot: string; temporary: string }): ServiceSystem {
  const system = (...path: string[]) => win32.join(windows.systemRoot, 'System32', ...path);
  const schtasks = (verb: string, { name }: Pick<Place, 'name'>, ...words: string[]) => [
    system('schtasks.exe'),
    verb,
    '/TN',
    name,
    ...words,
  ];
  const powershell = (script: string) => [...powershellWords(windows.systemRoot), script];
  // A request to stop that nobody took is not meant for the new one.
  const start = (place: Place, home: string): Step[] => [
    { do: 'delete', file: stopRequest(home, win32) },
    { do: 'run', words: schtasks('/Run', place), tries: 3 },
  ];

  /** The Task Scheduler would kill the manager; so its keeper is asked first, by a file in the manager's home. */
  const stop = (place: Place, home: string): Step[] => [
    { do: 'write', file: stopRequest(home, win32), text: '', mayFail: true },
    { do: 'wait', words: powershell(isRunning(place)), seconds: STOP_SECONDS + 10 },
    { do: 'run', words: schtasks('/End', place), mayFail: true },
    { do: 'delete', file: stopRequest(home, win32) },
  ];
  return {
    where: (place) => ({ words: schtasks('/Query', place, '/XML') }),
    // All tasks are in one place.
    scopeIn: (description) => (description.includes('<BootTrigger>') ? 'system' : 'user'),
    install(service, replaced) {
      const file = win32.join(windows.temporary, `${service.name}.xml`);
      return [
        { do: 'write', file, text: taskText(service, system('conhost.exe')), encoding: 'utf16le' },
        // First, since Windows may refuse it; a manager that runs under the old description goes on until it is asked.
        { do: 'run', words: schtasks('/Create', service, '/XML', file, '/F') },
        { do: 'delete', file },
        ...(replaced === undefined ? [] : stop(service, replaced.home ?? service.home)),
        ...start(service, service.home),
      ];
    },
    start,
    stop,
    restart: (place, home) => [...stop(place, home), ...start(place, home)],
    remove: (place, home) => [...stop(place, home), { do: 'run', words: schtasks('/Delete', place, '/F') }],
    status: (place) => powershell(stateOf(place)),
    readStatus(said) {
      // Names of states are the same in every language of Windows; 0x41301 means that it is running.
      const [, state = '', result = ''] = /^(\w+) (\d+)/m.exec(said) ?? [];
      const running = state === 'Running';
      return { running, detail: running ? '' : `${state.toLowerCase()}, last result ${result}` };
    },
    logHint: (_place, home) => `Get-Content -Encoding UTF8 -Wait -Tail 50 "${logFile(home, win32)}"`,
  };
}

/** Windows' own PowerShell, which runs the script that follows. */
export function powershellWords(systemRoot: string): string[] {
  const program = win32.join(systemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  return [program, '-NoProfile', '-NonInteractive', '-Command'];
}

const task = ({ name }: Place) => `Get-ScheduledTask -TaskName '${name}' -ErrorAction Stop`;
const isRunning = (place: Place) => `exit [int]((${task(place)}).State -ne 'Running')`;
const stateOf = (place: Place) => `$t = ${task(place)}; "$($t.State) $(($t | Get-ScheduledTaskInfo).LastTaskResult)"`;

function taskText(service: ManagerService, conhost: string): string {
  const { scope, home, account, tree } = service;
  const [program = '', ...words] = keptManagerWords(service, win32);
  // With the machine, it runs where nobody sees it. In somebody's session, it would open a window that people close.
  const [command, first] = scope === 'system' ? [program, []] : [conhost, ['--headless', program]];
  return windowsTaskXml({
    description: `Flamenco-NG manager. ${markOf(home)}`,
    command,
    arguments: [...first, ...words],
    folder: tree,
    sid: account,
    starts: scope === 'system' ? 'boot' : 'logon',
  });
}
