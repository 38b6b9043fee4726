import { readFile } from 'node:fs/promises';

/**
 * How many times this machine's kernel has killed a program because memory ran out; undefined where it does not say
 * (anywhere but Linux).
 */
export async function countOomKills(): Promise<number | undefined> {
  const text = await readFile('/proc/vmstat', 'utf8').catch(() => '');
  const count = /^oom_kill (\d+)$/m.exec(text)?.[1];
  return count === undefined ? undefined : Number(count);
}
