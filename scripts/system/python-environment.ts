import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeFirmly, renameFirmly } from '#system/files/firmly.mjs';
import { oneAtATime } from '../launch/one-at-a-time.mjs';
import { lastLines, runQuietly } from './run-quietly.ts';

/** A virtual environment: a Python with packages of its own. */
export type PythonEnvironment = {
  /** Its folder. Whatever changes what is in it should be part of the name: it is made only once. */
  home: string;
  /** The Python it is made with; asked for only when the environment is missing. */
  base: () => string;
  /** What pip is to install: arguments of `pip install`, one call after the other. */
  install: string[][];
};

/** The environment's own Python, whether it is there or not. */
export function pythonIn(home: string): string {
  return process.platform === 'win32' ? join(home, 'Scripts', 'python.exe') : join(home, 'bin', 'python');
}

/**
 * Makes the environment unless it is there.
 * @param tell gets called before something slow is done
 * @throws Error with the last words of pip
 */
export async function ensurePythonEnvironment(
  { home, base, install }: PythonEnvironment,
  tell: () => void,
  signal?: AbortSignal,
): Promise<void> {
  if (existsSync(pythonIn(home))) return;
  await oneAtATime(`${home}.lock`, async () => {
    if (existsSync(pythonIn(home))) return;
    const python = base();
    tell();
    const fresh = `${home}.incoming`;
    await removeFirmly(fresh);
    await mkdir(dirname(fresh), { recursive: true });
    await call(python, ['-m', 'venv', fresh], signal);
    for (const what of install) await call(pythonIn(fresh), ['-m', 'pip', 'install', ...PIP_OPTIONS, ...what], signal);
    await removeFirmly(home);
    await renameFirmly(fresh, home, { signal });
  });
}

const PIP_OPTIONS = [
  '--quiet',
  '--disable-pip-version-check',
  '--no-input',
  '--only-binary=:all:',
  '--retries=1',
  '--timeout=30',
];

async function call(command: string, args: string[], signal?: AbortSignal): Promise<void> {
  const { code, said } = await runQuietly(command, args, { signal });
  if (code !== 0) throw new Error(`"${[command, ...args].join(' ')}" failed:\n${lastLines(said, 10)}`);
}
