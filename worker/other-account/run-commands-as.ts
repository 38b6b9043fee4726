import type { Command } from '#server/contracts/command.ts';
import { messageOf } from '#shared/message-of.ts';
import { CommandFailed } from '../commands/command.ts';
import { ConfigError } from '../config-error.ts';
import type { CommandListener, CommandSurroundings } from '../run-commands.ts';
import { childEnvironment } from '../process/child-environment.ts';
import { DYING_TAKES_AT_MOST } from '../process/kill-group.ts';
import type { StartAs } from './account.ts';
import { askHost, HostFailed } from './ask-host.ts';
import type { HostMessage, HostRequest } from './messages.ts';

/** Beyond the time that its programs have to end; by then, the host has given up what cannot end. */
const GIVE_UP_AFTER_MS = DYING_TAKES_AT_MOST + 8_000;

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
  const { killGraceMilliseconds, oomScoreAdjust } = surroundings;
  const environment = childEnvironment(surroundings.environment, '', surroundings.passVariables);
  const task = { commands: [...commands], environment, killGraceMilliseconds, oomScoreAdjust };
  const options = { signal, giveUpMilliseconds: killGraceMilliseconds + GIVE_UP_AFTER_MS };
  try {
    await askHost(start, { kind: 'run', ...task }, (message) => pass(message, listener), options);
  } catch (error) {
    if (!(error instanceof HostFailed)) throw error;
    throw new CommandFailed(`the task could not be run under its account: ${error.message}`, error);
  }
}

/**
 * Whether tasks can be run like that at all, tried with a task that does nothing.
 * @throws ConfigError that says why not
 */
export async function checkAccount(name: string, start: StartAs, environment: NodeJS.ProcessEnv): Promise<void> {
  const request: HostRequest = {
    kind: 'run',
    commands: [],
    environment: childEnvironment(environment, ''),
    killGraceMilliseconds: 0,
  };
  const options = { signal: AbortSignal.timeout(60_000), giveUpMilliseconds: 0 };
  await askHost(start, request, () => undefined, options).catch((error: unknown) => {
    const reason = messageOf(error).replaceAll(/\s+/g, ' ');
    throw new ConfigError(
      `run_tasks_as: nothing can be run as "${name}": ${reason}. What this needs is in docs/worker.md, under "What tasks can reach"`,
      error,
    );
  });
}

async function pass(message: HostMessage, listener: CommandListener): Promise<void> {
  if (message.kind === 'log') await listener.log(message.text);
  if (message.kind === 'activity') listener.activity(message.text);
  if (message.kind === 'step') listener.stepDone(message.text);
  if (message.kind === 'output') listener.outputProduced(message.text);
}
