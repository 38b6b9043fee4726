import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { oneAtATime } from '../launch/one-at-a-time.mjs';
import { lastLines, runQuietly } from '../system/run-quietly.ts';
import { pageSourcesHash } from './page-sources-hash.ts';

/**
 * Builds the web pages if there are none, or if they do not match their sources. @param tell gets a line before
 * something slow is done @throws Error with the last lines of the build's output
 */
export async function ensurePages(tell: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const hash = await pageSourcesHash(PROJECT_ROOT);
  if ((await builtFrom()) === hash) return;
  await oneAtATime(join(PROJECT_ROOT, '.cache', 'pages.lock'), async () => {
    if ((await builtFrom()) === hash) return;
    tell('building the web pages');
    await nextBuild(signal);
    await writeFile(STAMP, hash);
  });
}

const STAMP = join(PROJECT_ROOT, '.next', 'flamenco-sources-hash');

async function builtFrom(): Promise<string | undefined> {
  const complete = existsSync(STAMP) && existsSync(join(PROJECT_ROOT, '.next', 'BUILD_ID'));
  return complete ? readFile(STAMP, 'utf8') : undefined;
}

async function nextBuild(signal?: AbortSignal): Promise<void> {
  const next = join(PROJECT_ROOT, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  const run = await runQuietly(process.execPath, [next, 'build'], { cwd: PROJECT_ROOT, env, signal });
  if (run.code !== 0) throw new Error(`next build failed:\n${lastLines(run.said, 30)}`);
}
