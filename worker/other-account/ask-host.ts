import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { messageOf } from '#shared/message-of.ts';
import { CommandFailed } from '../commands/command.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { StartAs } from './account.ts';
import { type HostMessage, hostMessageSchema, type HostRequest } from './messages.ts';

const HOST = fileURLToPath(new URL('task-host.ts', import.meta.url));
const LONGEST_COMPLAINT = 2_000;

/** The host could not be started under its account, or ended without saying why; the message is the reason alone. */
export class HostFailed extends Error {
  override readonly name = 'HostFailed';
}

export interface AskHostOptions {
  /** Lets the host stop by itself. */
  readonly signal: AbortSignal;
  /** How long it may take to stop. After that nobody waits for it any more. */
  readonly giveUpMilliseconds: number;
}

/**
 * Starts a host under another account, asks it, and passes on what it tells, until it is done.
 *
 * @param onMessage no more is read while it is busy
 * @throws HostFailed, whatever the request fails with in the host, or the reason of `signal` when it aborts.
 */
export async function askHost(
  start: StartAs,
  request: HostRequest,
  onMessage: (message: HostMessage) => Promise<void> | void,
  { signal, giveUpMilliseconds }: AskHostOptions,
): Promise<void> {
  signal.throwIfAborted();
  const [program, ...words] = start;
  const host = spawn(program, [...words, process.execPath, HOST], {
    // A folder of its own account it may not even be allowed to see.
    cwd: '/',
    env: { PATH: process.env['PATH'] } as unknown as NodeJS.ProcessEnv,
    stdio: 'pipe',
    detached: true,
    windowsHide: true,
  });
  // For as long as it lives: a signal that may not be sent to it, as to sudo, is an error of this kind, too.
  host.on('error', () => undefined);
  if (host.pid === undefined) {
    const [error] = (await once(host, 'error')) as [Error];
    throw new HostFailed(whyNotStarted(program, error), { cause: error });
  }
  for (const pipe of [host.stdin, host.stdout, host.stderr]) pipe.on('error', () => undefined);
  let complaint = '';
  host.stderr.on('data', (piece: Buffer) => (complaint = (complaint + piece.toString()).slice(-LONGEST_COMPLAINT)));
  const closed = new Promise((resolve) => host.once('close', resolve));
  const listen = async () => {
    let newest: HostMessage | undefined;
    for await (const line of createInterface({ input: host.stdout })) {
      newest = hostMessageSchema.parse(JSON.parse(line));
      await onMessage(newest);
    }
    await closed;
    return newest;
  };
  const givenUp = new AbortController();
  let late: NodeJS.Timeout | undefined;
  const onAbort = () => {
    host.stdin.end();
    late = setTimeout(() => givenUp.abort(new Error('it does not end')), giveUpMilliseconds);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  let last: HostMessage | undefined;
  try {
    host.stdin.write(`${JSON.stringify(request)}\n`);
    last = await unlessAborted(listen(), givenUp.signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new HostFailed(complaint.trim() || messageOf(error), { cause: error });
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', onAbort);
    letGo(host);
  }
  if (last?.kind === 'done') return;
  signal.throwIfAborted();
  if (last?.kind !== 'failed') throw new HostFailed(complaint.trim() || 'its process has ended');
  throw last.isExplained ? new CommandFailed(last.text) : new Error(last.text);
}

/** Ends what has not ended. Where the signal may not be sent, the end of its input remains, and nobody waits for it. */
function letGo(host: ChildProcess): void {
  if (host.exitCode === null && host.signalCode === null) host.kill('SIGKILL');
  for (const pipe of [host.stdin, host.stdout, host.stderr]) pipe?.destroy();
  host.unref();
}

function whyNotStarted(program: string, error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  // A folder of the search path that this account may not see gives EACCES for a program that is nowhere.
  const what = { ENOENT: 'was not found', EACCES: 'was not found, or may not be run by this account' }[String(code)];
  if (what === undefined) return `the program "${program}" could not be started: ${error.message}`;
  const orElse = program === 'sudo' ? ', or start the worker as root' : '';
  return `the program "${program}" ${what}: install it${orElse}`;
}
