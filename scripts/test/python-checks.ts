import { messageOf } from '#shared/message-of.ts';
import { ensurePythonTools, runPythonTool, type PythonTool } from '../python/python-tools.ts';
import { checkOutcome, type Outcome } from './outcome.ts';
import type { Step } from './step.ts';

/** Whether the first of the steps below has found or installed the tools that the others run. */
let areToolsThere = false;

const TOOLS = 'tools for Python';

/** What GitHub makes of a workflow file is a schema, which the tool brings along. */
const WORKFLOWS = ['.github/workflows/advisories.yml', '.github/workflows/check.yml'];

/**
 * Checks of the add-on and every other Python file, whose settings are in `pyproject.toml`; and of workflow files, by
 * another of these tools.
 */
export const PYTHON_CHECKS: Step[] = [
  { title: TOOLS, run: prepare },
  check('lint of Python', 'ruff', ['check']),
  check('format of Python', 'ruff', ['format', '--check']),
  check('types of Python', 'mypy', []),
  check('import rules of Python', 'lint-imports', ['--cache-dir', '.cache/import-linter', '--no-logo']),
  check('workflows', 'check-jsonschema', ['--builtin-schema', 'vendor.github-workflows', ...WORKFLOWS]),
  check('time limits of workflows', 'check-jsonschema', [
    '--builtin-schema',
    'custom.github-workflows-require-timeout',
    ...WORKFLOWS,
  ]),
];

async function prepare(signal: AbortSignal): Promise<Outcome> {
  try {
    await ensurePythonTools(() => undefined, signal);
    areToolsThere = true;
    return checkOutcome(true, TOOLS, '');
  } catch (error) {
    return checkOutcome(false, TOOLS, messageOf(error));
  }
}

function check(title: string, tool: PythonTool, args: string[]): Step {
  return {
    title,
    run: async (signal) => {
      if (!areToolsThere)
        return checkOutcome(false, title, 'Not checked: the tools for Python are missing, see above.');
      const { code, said } = await runPythonTool(tool, args, { signal });
      return checkOutcome(code === 0, title, said);
    },
  };
}
