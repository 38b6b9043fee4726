import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { oneAtATime } from '../launch/one-at-a-time.mjs';
import { PROJECT_ROOT } from '../project-root.ts';
import { findProgram } from '../system/find-program.ts';
import { lastLines, runQuietly } from '../system/run-quietly.ts';

/** The newest Blender that comes as a Python module for the Python of Debian 12. */
export const BPY_VERSION = '5.0.1';
const HOME = join(PROJECT_ROOT, '.cache', `bpy-${BPY_VERSION}`);

/** The Python that can `import bpy`; whether it is there tells `existsSync`. */
export const BPY_PYTHON = join(HOME, 'bin', 'python');

/**
 * Makes a Python environment with a current Blender as a module, for tests of the add-on. About 1 GB, once.
 * @throws Error with the last words of pip, or that Python 3.11 is missing
 */
export async function ensureBpy(tell: (line: string) => void, signal?: AbortSignal): Promise<void> {
  if (existsSync(BPY_PYTHON)) return;
  await oneAtATime(join(PROJECT_ROOT, '.cache', 'bpy.lock'), async () => {
    if (existsSync(BPY_PYTHON)) return;
    tell(`installing bpy ${BPY_VERSION} from PyPI`);
    const python = findProgram('python3.11');
    if (!python) throw new Error(`bpy ${BPY_VERSION} needs Python 3.11, which was not found.`);
    const fresh = `${HOME}.incoming`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    await call(python, ['-m', 'venv', fresh], signal);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
    await call(join(fresh, 'bin', 'python'), [...pip, `bpy==${BPY_VERSION}`], signal);
    await rename(fresh, HOME);
  });
}

async function call(command: string, args: string[], signal?: AbortSignal): Promise<void> {
  const { code, said } = await runQuietly(command, args, { signal });
  if (code !== 0) throw new Error(`"${[command, ...args].join(' ')}" failed:\n${lastLines(said, 10)}`);
}
