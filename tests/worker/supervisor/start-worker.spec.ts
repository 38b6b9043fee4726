import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LogFile } from '#system/log-file/log-file.ts';
import { startWorker } from '#worker/supervisor/start-worker.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LEAVES_A_PROGRAM = `
  import { spawn } from 'node:child_process';
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'inherit' });
  left.unref();
  console.log(left.pid);
  process.exitCode = 3;
`;

it('a worker has ended although a program that it left behind holds its output open', async () => {
  const home = await temporaryFolder();
  const main = path.join(home, 'main.mjs');
  await writeFile(main, LEAVES_A_PROGRAM);
  const log = new LogFile(path.join(home, 'log'));
  expect(await startWorker({ home, log, main }).ended).toEqual({ code: 3 });
  await log.close();
  const left = Number(await readFile(path.join(home, 'log'), 'utf8'));
  onTestFinished(() => void process.kill(left));
  expect(left).toBeGreaterThan(0);
});
