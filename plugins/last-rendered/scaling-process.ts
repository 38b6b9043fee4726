import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ScaledImage } from './scale-image.ts';

export interface ScaleRequest {
  readonly bytes: Uint8Array;
  /** Of the JPEGs, from 1 to 100. */
  readonly quality: number;
}
export type ScaleReply = { readonly images: readonly ScaledImage[] } | { readonly problem: string };

const PROGRAM = fileURLToPath(new URL('scaling-child.ts', import.meta.url));
/** It may write nothing but its own chance of being ended, and start no programs. */
const NODE_ARGUMENTS = [
  '--no-warnings',
  '--permission',
  '--allow-addons',
  '--allow-fs-read=*',
  '--allow-fs-write=/proc/self/oom_score_adj',
];
const GIVE_UP_AFTER_MS = 60_000;
const END_WHEN_IDLE_MS = 30_000;

/**
 * Scales images in a process of its own, which an image that is too much for it ends instead of the manager. The
 * process is started when it is needed, and ends when it has had nothing to do for a while.
 */
export class ScalingProcess {
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;

  /**
   * One image at a time.
   * @throws Error that says why the image cannot be scaled
   */
  async scale(request: ScaleRequest): Promise<readonly ScaledImage[]> {
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start());
    const late = setTimeout(() => child.kill('SIGKILL'), GIVE_UP_AFTER_MS);
    try {
      const reply = await answerOf(child, request);
      if ('images' in reply) return reply.images;
      throw new Error(reply.problem);
    } finally {
      clearTimeout(late);
      this.#idle = setTimeout(() => this.stop(), END_WHEN_IDLE_MS).unref();
    }
  }

  stop(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #start(): ChildProcess {
    const child = fork(PROGRAM, [], {
      execArgv: NODE_ARGUMENTS,
      // Nothing from the manager's environment, which may hold secrets. Windows programs need SystemRoot to start.
      env: { NODE_ENV: 'production', SystemRoot: process.env['SystemRoot'] },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    });
    const forget = () => {
      if (this.#child === child) this.#child = undefined;
    };
    child.once('exit', forget);
    child.on('error', forget);
    return child;
  }
}

function answerOf(child: ChildProcess, request: ScaleRequest): Promise<ScaleReply> {
  return new Promise((resolve) => {
    const done = (reply: ScaleReply) => {
      child.off('message', done);
      child.off('exit', ended);
      child.off('error', failed);
      resolve(reply);
    };
    const ended = () => done({ problem: 'the image needs more memory or time than one image may take' });
    const failed = (error: Error) => done({ problem: error.message });
    child.on('message', done);
    child.once('exit', ended);
    child.once('error', failed);
    child.send(request, (error) => {
      if (error !== null) failed(error);
    });
  });
}
