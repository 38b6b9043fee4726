import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildMessage, EvaluateMessage, PrintLevel, SandboxReply } from './messages.ts';
import { crashText, timeText } from './stop-texts.ts';

const CHILD_PROGRAM = fileURLToPath(new URL('child.ts', import.meta.url));

/**
 * isolated-vm needs `--no-node-snapshot`. The permissions are a second fence around the isolate: code that escaped from
 * it by way of JavaScript could neither write files nor start programs.
 */
const NODE_ARGUMENTS = ['--no-node-snapshot', '--no-warnings', '--permission', '--allow-fs-read=*', '--allow-addons'];

/** One child process that runs scripts, for as long as it lives. */
export class SandboxChild {
  /** Fulfilled when it can run its first script; never, if it ends before that. */
  readonly ready: Promise<unknown>;
  readonly #process: ChildProcess;
  #hasEnded = false;

  constructor() {
    this.#process = fork(CHILD_PROGRAM, [], {
      execArgv: NODE_ARGUMENTS,
      // Nothing from the manager's environment, which may hold secrets. Windows programs need SystemRoot to start.
      env: { NODE_ENV: 'production', SystemRoot: process.env['SystemRoot'] },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.ready = new Promise((resolve) => this.#process.once('message', resolve));
    this.#process.once('exit', () => (this.#hasEnded = true));
    this.#process.on('error', () => (this.#hasEnded = true));
    this.#rest();
  }

  get isAlive(): boolean {
    return !this.#hasEnded && this.#process.connected;
  }

  /**
   * Sends one request and waits for the answer, for the end of the child, or until the time is up; then the child is
   * killed.
   */
  async evaluate(message: EvaluateMessage, report: (level: PrintLevel, text: string) => void): Promise<SandboxReply> {
    const { limits, request } = message;
    this.#process.ref();
    this.#process.channel?.ref();
    let timer: NodeJS.Timeout | undefined;
    const stopListening = new AbortController();
    const reply = await new Promise<SandboxReply>((resolve) => {
      const fail = (kind: 'crash' | 'time', text: string): void =>
        resolve({ ok: false, failure: { kind, text, script: request.script } });
      const parts: string[] = [];
      const onMessage = (told: ChildMessage): void => {
        if (told.kind === 'printed') report(told.level, told.text);
        if (told.kind === 'part') parts.push(told.json);
        if (told.kind === 'done') resolve(told.failure ? { ok: false, failure: told.failure } : { ok: true, parts });
      };
      const onEnd = (): void => fail('crash', crashText(limits, request));
      this.#process.on('message', onMessage);
      this.#process.once('exit', onEnd);
      this.#process.once('error', onEnd);
      stopListening.signal.addEventListener('abort', () => {
        this.#process.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      });
      if (this.#hasEnded) onEnd();
      void this.ready.then(() => {
        timer = setTimeout(() => {
          fail('time', timeText(limits, request));
          this.kill();
        }, limits.wallTimeMs + limits.graceMs);
        if (this.isAlive) this.#process.send(message);
      });
    });
    clearTimeout(timer);
    stopListening.abort();
    this.#rest();
    return reply;
  }

  kill(): void {
    this.#hasEnded = true;
    this.#process.kill('SIGKILL');
  }

  #rest(): void {
    this.#process.unref();
    this.#process.channel?.unref();
  }
}
