import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { findProgram } from '../system/find-program.ts';
import { ensurePythonEnvironment } from '../system/python-environment.ts';
import { runQuietly } from '../system/run-quietly.ts';

/** The newest Blender that is available as a module for the Python of Debian 12. */
export const BPY_VERSION = '5.0.1';
/** Where its Python environment is, once it has been created. */
export const BPY_HOME = join(PROJECT_ROOT, '.cache', `bpy-${BPY_VERSION}`);

/** The newest Blender that is available as a module, for what 5.0 does not have yet. It needs Python 3.13. */
export const NEWEST_BPY_VERSION = '5.3.0';
/** Where its Python environment is, if it has been created. */
export const NEWEST_BPY_HOME = join(PROJECT_ROOT, '.cache', `bpy-${NEWEST_BPY_VERSION}`);

/**
 * Creates a Python environment with a current Blender as a module, for tests of the add-on, and one with the newest
 * where the machine has a Python for it. Downloads about 1 GB each, once.
 * @throws Error with the last lines of pip, or if Python 3.11 is missing
 */
export async function ensureBpy(tell: (line: string) => void, signal?: AbortSignal): Promise<void> {
  await ensure(BPY_VERSION, BPY_HOME, python311, tell, signal);
  const python = await workingPython('python3.13');
  if (python) await ensure(NEWEST_BPY_VERSION, NEWEST_BPY_HOME, () => python, tell, signal);
}

async function ensure(
  version: string,
  home: string,
  base: () => string,
  tell: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const environment = { home, base, install: [[`bpy==${version}`]] };
  await ensurePythonEnvironment(environment, () => tell(`installing bpy ${version} from PyPI`), signal);
}

function python311(): string {
  const python = findProgram('python3.11');
  if (!python) throw new Error(`bpy ${BPY_VERSION} needs Python 3.11, which was not found.`);
  return python;
}

/** Version managers put programs on the search path that end with an error until a version is chosen. */
async function workingPython(command: string): Promise<string | undefined> {
  const python = findProgram(command);
  return python && (await runQuietly(python, ['--version'])).code === 0 ? python : undefined;
}
