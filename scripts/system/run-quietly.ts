import { spawn } from 'node:child_process';

/** What a finished program printed (both streams, in order of arrival) and how it ended. */
export type QuietRun = { code: number; said: string };

/**
 * Runs a program to its end and keeps its output. @throws Error if it cannot be started or `signal` aborts it
 */
export async function runQuietly(
  command: string,
  args: string[],
  options: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    signal?: AbortSignal;
    shell?: boolean;
    uid?: number;
    gid?: number;
  } = {},
): Promise<QuietRun> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  return { code, said };
}

/** The last lines of a text. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
