import { join } from 'node:path';
import { messageOf } from '#shared/message-of.ts';
import { ensurePages } from '../pages/ensure-pages.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { runQuietly } from '../system/run-quietly.ts';
import { startLiveLine } from './live-line.ts';
import { checkOutcome, type Outcome } from './outcome.ts';
import { PYTHON_CHECKS } from './python-checks.ts';
import { runSuite } from './run-suite.ts';
import type { Step } from './step.ts';
import { suiteOutcome } from './suite-outcome.ts';
import { SuiteProgress } from './suite-progress.ts';

const WEB_PAGES = 'web pages';
const CODE = ['server', 'shared', 'system', 'worker', 'plugins', 'app', 'job-types', 'openapi', 'scripts', 'tests'];

/** Checks of the source text, the fastest ones first. */
export const CHECKS: Step[] = [
  check('lint', 'oxlint', ['--type-aware']),
  check('format', 'oxfmt', ['--check']),
  check('types', 'tsc', ['-p', '.']),
  check('import rules', 'depcruise', ['--output-type', 'err', ...CODE]),
  check('dead code', 'knip', ['--no-progress']),
  // Without the tests and their entry points, because code that only specs use is dead.
  check('code that only tests use', 'knip', ['--no-progress', '--production']),
  ...PYTHON_CHECKS,
];

/** The steps that run the product; the suites are the projects of vitest.config.ts. */
export const SUITES: Step[] = [
  suite('unit, persistence, contract and architecture tests', 'unit'),
  // The managers of the end-to-end tests serve the pages and do not start without them.
  { title: WEB_PAGES, run: buildPages },
  suite('add-on tests in real Blenders', 'add-on'),
  suite('end-to-end tests with real programs', 'slow'),
];

function check(title: string, tool: string, args: string[]): Step {
  return {
    title,
    run: async (signal) => {
      const { code, said } = await runTool(tool, args, signal);
      return checkOutcome(code === 0, title, said);
    },
  };
}

async function buildPages(signal: AbortSignal): Promise<Outcome> {
  try {
    await ensurePages(() => undefined, signal);
    return checkOutcome(true, WEB_PAGES, '');
  } catch (error) {
    return checkOutcome(false, WEB_PAGES, messageOf(error));
  }
}

function suite(title: string, project: string): Step {
  return {
    title,
    run: async (signal, place) => {
      const progress = new SuiteProgress(`${place} ${project}`, performance.now());
      const line = startLiveLine(process.stdout, () => progress.line(performance.now()));
      try {
        const run = await runSuite(
          ['--project', project],
          (message) => {
            progress.take(message, performance.now());
            if (message.kind === 'failed') line.say(`✗ ${message.title}\n${message.why}\n`);
          },
          { env: environment(), signal },
        );
        return suiteOutcome(run, title);
      } finally {
        line.stop();
      }
    },
  };
}

function runTool(tool: string, args: string[], signal: AbortSignal) {
  const windows = process.platform === 'win32';
  const path = join(PROJECT_ROOT, 'node_modules', '.bin', windows ? `${tool}.cmd` : tool);
  return runQuietly(windows ? `"${path}"` : path, args, {
    cwd: PROJECT_ROOT,
    env: environment(),
    signal,
    shell: windows,
  });
}

/** Piped output is coloured only if it ends up in a terminal. Some tools take any value of FORCE_COLOR as a yes. */
function environment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _forced, NO_COLOR, ...rest } = process.env;
  const plain = !process.stdout.isTTY || NO_COLOR !== undefined;
  return { ...rest, ...(plain ? { NO_COLOR: '1' } : { FORCE_COLOR: '1' }) };
}
