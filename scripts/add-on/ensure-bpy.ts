import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { findProgram } from '../system/find-program.ts';
import { ensurePythonEnvironment } from '../system/python-environment.ts';

/** The newest Blender that is available as a module for the Python of Debian 12. */
export const BPY_VERSION = '5.0.1';
/** Where its Python environment is, once it has been created. */
export const BPY_HOME = join(PROJECT_ROOT, '.cache', `bpy-${BPY_VERSION}`);

/**
 * Creates a Python environment with a current Blender as a module, for tests of the add-on. Downloads about 1 GB, once.
 * @throws Error with the last lines of pip, or if Python 3.11 is missing
 */
export async function ensureBpy(tell: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const environment = { home: BPY_HOME, base: python311, install: [[`bpy==${BPY_VERSION}`]] };
  await ensurePythonEnvironment(environment, () => tell(`installing bpy ${BPY_VERSION} from PyPI`), signal);
}

function python311(): string {
  const python = findProgram('python3.11');
  if (!python) throw new Error(`bpy ${BPY_VERSION} needs Python 3.11, which was not found.`);
  return python;
}
