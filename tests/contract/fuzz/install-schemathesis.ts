import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '#scripts/system/find-program.ts';
import { lastLines, runQuietly } from '#scripts/system/run-quietly.ts';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

const VERSION = '4.32.5';

/**
 * Resolves to the program `schemathesis`, from its own Python environment in `.cache/`, which is created if it does
 * not exist.
 * @throws Error that says what is missing
 */
export async function installSchemathesis(): Promise<string> {
  const folder = join(PROJECT_ROOT, '.cache', `schemathesis-${VERSION}`);
  const windows = process.platform === 'win32';
  const programs = join(folder, windows ? 'Scripts' : 'bin');
  const schemathesis = join(programs, windows ? 'schemathesis.exe' : 'schemathesis');
  const ready = join(folder, 'ready');
  if (existsSync(ready)) return schemathesis;

  const python = findProgram('python3') ?? findProgram('python');
  if (python === undefined) throw new Error('Python 3.10 or newer is needed to fuzz the API, and there is no python3.');
  await rm(folder, { recursive: true, force: true });
  await call([python, '-m', 'venv', folder], 'On Debian the package python3-venv has what is missing.');
  await call(
    [join(programs, 'python'), '-m', 'pip', 'install', '--quiet', `schemathesis==${VERSION}`],
    'Python packages come from PyPI; it, or a mirror that pip is configured for, must be reachable.',
  );
  await call([join(programs, 'python'), '-c', `open(${JSON.stringify(ready)}, 'w').close()`], '');
  return schemathesis;
}

async function call([command = '', ...args]: string[], hint: string): Promise<void> {
  const { code, said } = await runQuietly(command, args, {});
  if (code === 0) return;
  throw new Error(`schemathesis ${VERSION} could not be installed. ${hint}\n${lastLines(said, 10)}`);
}
