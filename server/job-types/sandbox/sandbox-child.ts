import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { confinement, NODE_ARGUMENTS, SANDBOX_ENVIRONMENT } from './confinement.ts';
import type { ChildMessage, EvaluateMessage, PrintLevel, SandboxReply } from './messages.ts';
import { crashText, timeText, unloadableText, unsendableText } from './stop-texts.ts';

const CHILD_PROGRAM = fileURLToPath(new URL('load-child.ts', import.meta.url));
/** When memory is short, Linux ends the process with the highest number first. */
const FIRST_TO_BE_ENDED = '1000';

/** One child process that runs scripts, for as long as it lives. */
export class SandboxChild {
  /** Fulfilled when it can run its first script; never, if it ends before that. */
  readonly ready: Promise<void>;
  readonly #process: ChildProcess;
  #hasEnded = false;
  #isReady = false;
  #unloadable: string | undefined;

  /** @param onUnloadable told when it cannot run scripts at all on this machine, with what Node says of it */
  constructor(onUnloadable: (why: string) => void = () => {}) {
    const [execPath, ...before] = confinement().command;
    this.#process = fork(CHILD_PROGRAM, [], {
      execPath,
      execArgv: [...before, ...NODE_ARGUMENTS],
      env: SANDBOX_ENVIRONMENT,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    });
    this.ready = new Promise<void>((resolve) => {
      this.#process.once('message', (first: ChildMessage) => {
        if (first.kind === 'unloadable') {
          this.#unloadable = first.why;
          return onUnloadable(first.why);
        }
        this.#isReady = true;
        resolve();
      });
    });
    this.#process.once('exit', () => (this.#hasEnded = true));
    this.#process.on('error', () => (this.#hasEnded = true));
    // The process may be gone already, and systems other than Linux have no such file.
    void writeFile(`/proc/${this.#process.pid}/oom_score_adj`, FIRST_TO_BE_ENDED).catch(() => undefined);
    this.#rest();
  }

  get isReady(): boolean {
    return this.#isReady;
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
      const fail = (kind: 'script' | 'crash' | 'time', text: string): void =>
        resolve({ ok: false, failure: { kind, text, script: request.script } });
      const parts: string[] = [];
      let told = 0;
      const onMessage = (heard: ChildMessage): void => {
        told++;
        if (heard.kind === 'printed') report(heard.level, heard.text);
        if (heard.kind === 'part') parts.push(heard.json);
        if (heard.kind !== 'done') return;
        if (heard.last) this.kill();
        resolve(heard.failure ? { ok: false, failure: heard.failure } : { ok: true, parts });
      };
      // Comes after the last message, even if the process ended long before that was read.
      const onEnd = (): void => {
        const why = this.#unloadable;
        fail('crash', why === undefined ? crashText(limits, request) : unloadableText(request, process, why));
      };
      /** A manager that was busy itself reads what has come meanwhile, before it gives up the child. */
      const giveUpAfter = (milliseconds: number): void => {
        timer = setTimeout(() => {
          const before = told;
          setImmediate(() => {
            if (stopListening.signal.aborted) return;
            if (told !== before) return giveUpAfter(limits.graceMs);
            fail('time', timeText(limits, request, 'wallTimeMs'));
            this.kill();
          });
        }, milliseconds);
      };
      this.#process.on('message', onMessage);
      this.#process.once('disconnect', onEnd);
      this.#process.once('error', onEnd);
      stopListening.signal.addEventListener('abort', () => {
        this.#process.off('message', onMessage).off('disconnect', onEnd).off('error', onEnd);
      });
      if (this.#hasEnded) onEnd();
      giveUpAfter(limits.wallTimeMs + limits.graceMs);
      void this.ready.then(() => {
        clearTimeout(timer);
        giveUpAfter(limits.wallTimeMs + limits.graceMs);
        try {
          if (this.isAlive) this.#process.send(message);
        } catch {
          // Node copies what is sent by calling itself for each level of it.
          fail('script', unsendableText(request));
        }
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
