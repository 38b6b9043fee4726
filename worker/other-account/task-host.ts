import { once } from 'node:events';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { messageOf } from '#shared/message-of.ts';
import { CommandFailed } from '../commands/command.ts';
import { COMMANDS } from '../commands/registry.ts';
import { runCommands } from '../run-commands.ts';
import { childEnvironment } from '../process/child-environment.ts';
import { checkForTasks, type TaskNeeds } from '../self-check/check-for-tasks.ts';
import { type HostMessage, type HostRequest, hostRequestSchema } from './messages.ts';

/*
 * Runs the commands of one task under the account that it was started with, for a worker with an account of its own:
 * what a task does, down to copying files, has no more rights than this account. It also finds out what tasks can use.
 * The request comes through standard
 * input; when that ends, the task has to stop.
 */

const stop = new AbortController();
const lines = createInterface({ input: process.stdin });
lines.once('close', () => stop.abort(new Error('the worker does not want it any more')));
// The worker decides when a task stops, not the terminal that it may run in.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('SIGTERM', () => stop.abort(new Error('it was told to end')));

const [text] = (await once(lines, 'line')) as [string];
const request = hostRequestSchema.parse(JSON.parse(text));
const { username, homedir } = os.userInfo();
const account = { HOME: homedir, USER: username, LOGNAME: username };
const listener = {
  log: (line: string) => tell({ kind: 'log', text: line }),
  activity: (words: string) => void tell({ kind: 'activity', text: words }),
  stepDone: (words: string) => void tell({ kind: 'step', text: words }),
  outputProduced: (file: string) => void tell({ kind: 'output', text: file }),
};
const own = { ...request.environment, ...account } as unknown as NodeJS.ProcessEnv;
// What the worker left in the environment stays: it has looked at the names already.
const passVariables = Object.keys(request.environment);
try {
  if (request.kind === 'check') await check(request.needs);
  else await run(request);
  await tell({ kind: 'done' });
} catch (error) {
  await tell({ kind: 'failed', text: messageOf(error), isExplained: error instanceof CommandFailed });
}
// Something may still wait for storage that has gone away.
process.exit(0);

async function run({ commands, ...more }: Extract<HostRequest, { kind: 'run' }>): Promise<void> {
  const surroundings = { ...more, commands: COMMANDS, environment: own, passVariables };
  await runCommands(surroundings, commands, listener, stop.signal);
}

async function check({ taskTypes, ...needs }: TaskNeeds): Promise<void> {
  const temporaryFolder = os.tmpdir();
  const environment = childEnvironment(own, temporaryFolder, passVariables);
  const items = await checkForTasks(needs, { taskTypes, environment, temporaryFolder, signal: stop.signal });
  await tell({ kind: 'checked', account: username, items });
}

/** Returns a promise while the worker is busy with what it was told before. */
function tell(message: HostMessage): Promise<void> | undefined {
  if (process.stdout.write(`${JSON.stringify(message)}\n`)) return undefined;
  return once(process.stdout, 'drain').then(() => undefined);
}
