import { describe, expect, it, onTestFinished } from 'vitest';
import { childEnvironment } from '#worker/process/child-environment.ts';
import { runProcess } from '#worker/process/run-process.ts';
import type { OutputLine } from '#worker/process/run-process.ts';
import { fixture } from '../support/fixture.ts';
import { isRunning } from '../support/processes.ts';

interface Watch {
  readonly signal?: AbortSignal;
  readonly killGrace?: number;
  readonly onLine?: (line: OutputLine) => void;
}

async function run(name: string, args: string[] = [], watch: Watch = {}) {
  const lines: OutputLine[] = [];
  const end = await runProcess({
    program: process.execPath,
    args: [fixture(name), ...args],
    environment: childEnvironment(
      { ...process.env, FLAMENCO_WORKER_SECRET: 'hush', FLAMENCO_WORKER_NAME: 'one' },
      '/nowhere',
    ),
    signal: watch.signal ?? new AbortController().signal,
    killGraceMilliseconds: watch.killGrace ?? 10_000,
    onLine: (line) => {
      lines.push(line);
      watch.onLine?.(line);
    },
  });
  return { end, lines, texts: lines.map((line) => line.text) };
}

/** Runs a program that does not end by itself, and stops it as soon as it says something. */
async function runAndStop(name: string, killGrace: number) {
  const stop = new AbortController();
  return await run(name, [], { signal: stop.signal, killGrace, onLine: () => stop.abort() });
}

describe('running a program', () => {
  it('reports its lines with stream and process ID, and its exit code', async () => {
    const { end, lines } = await run('prints', ['one', 'two words']);
    expect(end).toMatchObject({ exitCode: 0, endedBySignal: undefined });
    expect(lines.filter((line) => line.stream === 'stdout').map((line) => line.text)).toEqual(['one', 'two words']);
    expect(lines.find((line) => line.stream === 'stderr')?.text).toBe('a line on stderr');
    expect(new Set(lines.map((line) => line.pid))).toEqual(new Set([end.pid]));
  });

  it('reports exit codes and signals', async () => {
    expect((await run('dies', ['42'])).end).toMatchObject({ exitCode: 42 });
    expect((await run('dies', ['SIGKILL'])).end).toMatchObject({ endedBySignal: 'SIGKILL' });
  });

  it('survives output that is not UTF-8 and lines of a megabyte', async () => {
    expect((await run('latin-1')).texts).toEqual(['Grüße']);
    const { texts } = await run('megabyte-line');
    expect(texts.pop()).toBe('after');
    expect(texts.join('')).toBe('ä'.repeat(512 * 1024));
  });

  it('hides our secrets from it and gives it its own folder for temporary files', async () => {
    const { texts } = await run('shows-environment');
    const environment = JSON.parse(texts.join('')) as Record<string, string>;
    expect(environment).toMatchObject({ FLAMENCO_WORKER_NAME: 'one', TMPDIR: '/nowhere' });
    expect(texts.join('')).not.toContain('hush');
  });

  it('names a program that has gone', async () => {
    const missing = runProcess({
      program: '/no/such/program',
      args: [],
      environment: {},
      signal: new AbortController().signal,
      killGraceMilliseconds: 1,
      onLine: () => undefined,
    });
    await expect(missing).rejects.toThrow('the program "/no/such/program" was not found on this worker: install it');
  });

  it('reads on only when the line before has been handled', async () => {
    let busy = 0;
    let busiest = 0;
    await runProcess({
      program: process.execPath,
      args: [fixture('prints'), 'a', 'b', 'c'],
      environment: childEnvironment(process.env, '/nowhere'),
      signal: new AbortController().signal,
      killGraceMilliseconds: 1,
      onLine: async ({ stream }) => {
        if (stream === 'stderr') return;
        busiest = Math.max(busiest, ++busy);
        await Promise.resolve();
        busy--;
      },
    });
    expect(busiest).toBe(1);
  });
});

describe('stopping a program', () => {
  it('ends it gently if it obeys', async () => {
    const { end } = await runAndStop('hangs', 10_000);
    expect(end.endedBySignal).toBe('SIGTERM');
    expect(isRunning(end.pid)).toBe(false);
  });

  it('kills it if it ignores SIGTERM', async () => {
    const { end } = await runAndStop('ignores-sigterm', 100);
    expect(end.endedBySignal).toBe('SIGKILL');
  });

  it('also ends whatever it has started', async () => {
    const { end, texts } = await runAndStop('forks', 10_000);
    expect(isRunning(end.pid)).toBe(false);
    expect(isRunning(Number(/child=(\d+)/.exec(texts.join())?.[1]))).toBe(false);
  });

  it('also ends what is left of one that has ended by itself', async () => {
    const { end, texts } = await run('forks', ['leave']);
    expect(end.exitCode).toBe(0);
    expect(isRunning(Number(/child=(\d+)/.exec(texts.join())?.[1]))).toBe(false);
  });

  it('does not wait for ever for one that cannot be ended', async () => {
    const stop = new AbortController();
    let pid = 0;
    onTestFinished(() => void process.kill(-pid, 'SIGKILL'));
    const end = await runProcess({
      program: process.execPath,
      args: [fixture('hangs')],
      environment: childEnvironment(process.env, '/nowhere'),
      signal: stop.signal,
      killGraceMilliseconds: 1,
      onLine: (line) => {
        pid = line.pid;
        stop.abort();
      },
      killTree: () => Promise.resolve(false),
    });
    expect(end).toEqual({ pid, isStillRunning: true });
    expect(isRunning(pid)).toBe(true);
  });

  it('ends one at once that was stopped before it began', async () => {
    const { end } = await run('hangs', [], { signal: AbortSignal.abort() });
    expect(end.endedBySignal).toBe('SIGTERM');
  });
});
