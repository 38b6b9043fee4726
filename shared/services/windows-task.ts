import { windowsCommandLine } from './windows-command-line.ts';
import { xmlText } from './xml-text.ts';

/** A program that Windows' Task Scheduler starts by itself and keeps. */
export interface WindowsTask {
  /** For people, in one line. */
  readonly description: string;
  /** Full path of the program. */
  readonly command: string;
  readonly arguments: readonly string[];
  /** Full path of the folder in which it runs. */
  readonly folder: string;
  /** Security identifier of the account, like `S-1-5-21-…`; it names the same account over SSH and with Microsoft's. */
  readonly sid: string;
  /**
   * `logon`: when the account logs on, in its session, where it has its network drives and its desktop. `boot`: when
   * the machine starts, without a password, so that other machines do not know the account (no network shares); only an
   * administrator can register such a task.
   */
  readonly starts: 'logon' | 'boot';
}

/** SYSTEM, LOCAL SERVICE and NETWORK SERVICE log on in a way of their own, which a task does not name. */
const SERVICE_ACCOUNTS = ['S-1-5-18', 'S-1-5-19', 'S-1-5-20'];

/**
 * The task as the Task Scheduler reads it (`schtasks /Create /XML FILE`). Write the file as UTF-16: `writeFile(file,
 * xml, 'utf16le')`; the byte order mark is in the text.
 *
 * What it says against the scheduler's defaults: the program may run for longer than 72 hours, on batteries too, never
 * twice, and with the priority of other programs (5) rather than below them (7), which its children would inherit.
 * The scheduler takes no exit code for a failure, so `RestartOnFailure` only helps if the program cannot be started;
 * whoever has to survive crashes needs a supervisor.
 * @throws Error if the account is not a security identifier.
 */
export function windowsTaskXml(task: WindowsTask): string {
  if (!/^S-1(-\d+)+$/.test(task.sid)) throw new Error(`"${task.sid}" is not the security identifier of an account`);
  const sid = `<UserId>${task.sid}</UserId>`;
  const trigger =
    task.starts === 'boot'
      ? '<BootTrigger><Enabled>true</Enabled></BootTrigger>'
      : `<LogonTrigger><Enabled>true</Enabled>${sid}</LogonTrigger>`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    `  <RegistrationInfo><Description>${xmlText(task.description)}</Description></RegistrationInfo>`,
    `  <Triggers>${trigger}</Triggers>`,
    '  <Principals>',
    `    <Principal id="Author">${sid}${logonType(task)}<RunLevel>LeastPrivilege</RunLevel></Principal>`,
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <IdleSettings><StopOnIdleEnd>false</StopOnIdleEnd><RestartOnIdle>false</RestartOnIdle></IdleSettings>',
    '    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
    '    <Priority>5</Priority>',
    '    <RestartOnFailure><Interval>PT1M</Interval><Count>255</Count></RestartOnFailure>',
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    `      <Command>${xmlText(task.command)}</Command>`,
    `      <Arguments>${xmlText(windowsCommandLine(task.arguments))}</Arguments>`,
    `      <WorkingDirectory>${xmlText(task.folder)}</WorkingDirectory>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function logonType({ sid, starts }: WindowsTask): string {
  if (SERVICE_ACCOUNTS.includes(sid)) return '';
  return `<LogonType>${starts === 'boot' ? 'S4U' : 'InteractiveToken'}</LogonType>`;
}
