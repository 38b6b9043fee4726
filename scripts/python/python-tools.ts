import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#shared/message-of.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { findPython } from '../system/find-python.ts';
import { installHint } from '../system/install-hint.ts';
import { PYTHON_VENV } from '../system/programs.ts';
import { ensurePythonEnvironment, pythonIn } from '../system/python-environment.ts';
import { runQuietly, type QuietRun } from '../system/run-quietly.ts';

/** The tools themselves, and the packing library, so that mypy knows what the add-on calls in it. */
const REQUIREMENTS = [
  join(PROJECT_ROOT, 'scripts', 'python', 'requirements.txt'),
  join(PROJECT_ROOT, 'plugins', 'blender', 'requirements.txt'),
];
/** import-linter is the one that asks for the most. */
const PROOF = 'import sys, ensurepip, pip; assert sys.version_info >= (3, 11)';

/** How each tool is called, settings apart: those are in `pyproject.toml`. */
const TOOLS = {
  ruff: ['-m', 'ruff'],
  mypy: ['-m', 'mypy'],
  'lint-imports': ['-c', 'from importlinter.cli import lint_imports_command; lint_imports_command()'],
  'check-jsonschema': ['-m', 'check_jsonschema'],
};
export type PythonTool = keyof typeof TOOLS;

export const isPythonTool = (name: string): name is PythonTool => Object.hasOwn(TOOLS, name);

/**
 * Has pip install the tools that check Python and workflow files, at the pinned versions, unless they are there. About
 * 150 MB, once for each change of the pins.
 * @param tell gets a line before something slow is done
 * @throws Error that says what is missing and what to do
 */
export async function ensurePythonTools(tell: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const install = REQUIREMENTS.map((file) => ['--no-deps', '-r', file]);
  try {
    await ensurePythonEnvironment(
      { home: home(), base, install },
      () => tell('installing ruff, mypy, import-linter and check-jsonschema from PyPI'),
      signal,
    );
  } catch (error) {
    const why = messageOf(error);
    const missing =
      'Python and workflows cannot be checked: ruff, mypy, import-linter and check-jsonschema are missing. pip installs them once, from PyPI.';
    throw new Error(`${missing}\n${why}`, { cause: error });
  }
}

/**
 * Runs one of the tools. `ensurePythonTools` comes first.
 * @param root the folder with `pyproject.toml`
 */
export function runPythonTool(
  tool: PythonTool,
  args: string[],
  { root = PROJECT_ROOT, signal }: { root?: string; signal?: AbortSignal } = {},
): Promise<QuietRun> {
  // import-linter looks for the add-on's package there. On Windows, Python would write and read files in an encoding of
  // the region.
  const env = { ...process.env, PYTHONPATH: join(root, 'plugins', 'blender', 'addon'), PYTHONUTF8: '1' };
  return runQuietly(pythonIn(home()), [...TOOLS[tool], ...args], { cwd: root, env, signal });
}

/** A place of their own for these very pins. */
function home(): string {
  const pins = createHash('sha256');
  for (const file of REQUIREMENTS) pins.update(readFileSync(file));
  return join(PROJECT_ROOT, '.cache', `python-tools-${pins.digest('hex').slice(0, 12)}`);
}

function base(): string {
  const python = findPython(PROOF);
  if (!python)
    throw new Error(
      `Python 3.11 or newer, with venv and pip, was not found. To install:\n\n${installHint([PYTHON_VENV])}\n`,
    );
  return python;
}
