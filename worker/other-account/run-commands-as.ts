import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Command } from '#server/contracts/command.ts';
import { CommandFailed } from '../commands/command.ts';
import { ConfigError } from '../config-error.ts';
import type { CommandListener, CommandSurroundings } from '../run-commands.ts';
import { childEnvironment } from '../process/child-environment.ts';
import type { StartAs } from './account.ts';
import { type HostMessage, hostMessageSchema, type HostRequest } from './messages.ts';

const HOST = fileURLToPath(new URL('task-host.ts', import.meta.url));
/** Beyond the time that its programs have to end; by then, it has given up what cannot end. */
const GIVE_UP_AFTER_MS = 8_000;
const LONGEST_COMPLAINT = 2_000;

/**
 * Like `runCommands`, but under another account.
 *
 * @throws whatever the first failing command throws, or the reason of `signal` when it aborts.
 */
export async function runCommandsAs(
  start: StartAs,
  surroundings: Omit<CommandSurroundings, 'commands'>,
  commands: readonly Command[],
  listener: CommandListener,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const { killGraceMilliseconds, oomScoreAdjust } = surroundings;
  const environment = childEnvironment(surroundings.environment, '', surroundings.passVariables);
  const request: HostRequest = { commands: [...commands], environment, killGraceMilliseconds, oomScoreAdjust };
  const [program, ...words] = start;
  const host = spawn(program, [...words, process.execPath, HOST], {
    // A folder of its own account it may not even be allowed to see.
    cwd: '/',
    env: { PATH: process.env['PATH'] } as unknown as NodeJS.ProcessEnv,
    stdio: 'pipe',
    detached: true,
  });
  let complaint = '';
  host.stderr.on('data', (piece: Buffer) => (complaint = (complaint + piece.toString()).slice(-LONGEST_COMPLAINT)));
  host.stdin.on('error', () => undefined);
  const closed = once(host, 'close');
  let last: HostMessage | undefined;
  let late: NodeJS.Timeout | undefined;
  const onAbort = () => {
    host.stdin.end();
    late = setTimeout(() => host.kill('SIGKILL'), killGraceMilliseconds + GIVE_UP_AFTER_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    host.stdin.write(`${JSON.stringify(request)}\n`);
    for await (const line of createInterface({ input: host.stdout })) {
      last = hostMessageSchema.parse(JSON.parse(line));
      await pass(last, listener);
    }
    await closed;
  } catch (error) {
    host.kill('SIGKILL');
    if (!signal.aborted) throw new Error(`${program}: ${complaint.trim() || String(error)}`, { cause: error });
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', onAbort);
    host.stdin.end();
  }
  if (last?.kind === 'done') return;
  signal.throwIfAborted();
  if (last?.kind !== 'failed')
    throw new Error(`the task could not be run under its account: ${complaint.trim() || 'its process has ended'}`);
  throw last.isExplained ? new CommandFailed(last.text) : new Error(last.text);
}

/**
 * Whether tasks can be run like that at all, tried with a task that does nothing.
 * @throws ConfigError that says why not
 */
export async function checkAccount(name: string, start: StartAs, environment: NodeJS.ProcessEnv): Promise<void> {
  const silent = {
    log: () => undefined,
    activity: () => undefined,
    stepDone: () => undefined,
    outputProduced: () => undefined,
  };
  const surroundings = { environment, killGraceMilliseconds: 0 };
  await runCommandsAs(start, surroundings, [], silent, AbortSignal.timeout(60_000)).catch((error: unknown) => {
    throw new ConfigError(`run_tasks_as: nothing can be run as "${name}": ${String(error)}`, error);
  });
}

async function pass(message: HostMessage, listener: CommandListener): Promise<void> {
  if (message.kind === 'log') await listener.log(message.text);
  if (message.kind === 'activity') listener.activity(message.text);
  if (message.kind === 'step') listener.stepDone(message.text);
  if (message.kind === 'output') listener.outputProduced(message.text);
}
