import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram, type Program } from './program.ts';

/** Starts a worker with its own folder. */
export async function startWorker(home: string, managerUrl: string, name = 'worker'): Promise<Program> {
  await mkdir(home, { recursive: true });
  return startProgram(name, 'worker/main.ts', ['--home', home, '--manager', managerUrl], join(home, 'worker.log'));
}
