import { powershell } from '#system/programs/system-program.ts';

/** A program that keeps the machine awake for as long as it runs. */
export interface AwakeCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** It ends when its input does; then it cannot outlive the worker. The others watch the worker's process. */
  readonly endsWithInput: boolean;
}

/** ES_CONTINUOUS and ES_SYSTEM_REQUIRED: the machine stays awake, its screen may go dark. */
const EXECUTION_STATE = 0x80000001;

/**
 * What keeps this machine from falling asleep while a worker renders, to be tried in this order. Closing the lid, the
 * power button and an empty battery are stronger. Empty where nothing is known.
 *
 * @param pid of the worker.
 */
export function awakeCommands(
  platform: NodeJS.Platform,
  pid: number,
  environment: NodeJS.ProcessEnv = process.env,
): readonly AwakeCommand[] {
  if (platform === 'win32') {
    const [program, args] = powershell(windowsScript(pid), environment);
    return [{ program, args, endsWithInput: false }];
  }
  // -i: no sleep for want of a user; -s: none at all while there is mains power.
  if (platform === 'darwin')
    return [{ program: '/usr/bin/caffeinate', args: ['-i', '-s', '-w', String(pid)], endsWithInput: false }];
  // Not only from being idle: some desktops put the machine to sleep by timers of their own, and ask for a sleep then.
  // An account without a session, such as a service's, may not keep the machine from sleeping, only from being idle.
  return platform === 'linux' ? [inhibit('sleep:idle'), inhibit('idle')] : [];
}

function inhibit(what: string): AwakeCommand {
  const words = ['--who=Flamenco worker', '--why=A task is running', '--mode=block'];
  return { program: 'systemd-inhibit', args: [`--what=${what}`, ...words, 'cat'], endsWithInput: true };
}

/** The state belongs to the thread that asked for it, so this one waits until it is ended, or the worker has ended. */
function windowsScript(pid: number): string {
  const signature = `('[DllImport({0}kernel32.dll{0})] public static extern uint SetThreadExecutionState(uint state);' -f [char]34)`;
  return [
    `$ErrorActionPreference = 'Stop'`,
    `$power = Add-Type -Name Power -Namespace FlamencoWorker -PassThru -MemberDefinition ${signature}`,
    `if ($power::SetThreadExecutionState([uint32]${EXECUTION_STATE}) -eq 0) { exit 1 }`,
    `Wait-Process -Id ${pid}`,
  ].join('; ');
}
