import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePages } from '../pages/ensure-pages.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { runQuietly } from '../system/run-quietly.ts';
import { checkOutcome, type Outcome } from './outcome.ts';
import { PYTHON_CHECKS } from './python-checks.ts';
import type { Step } from './step.ts';
import { suiteOutcome, type SuiteReport } from './suite-outcome.ts';

const CODE = ['server', 'shared', 'worker', 'plugins', 'app', 'job-types', 'openapi', 'scripts', 'tests'];

/** Checks of the source text, quickest to tell first. */
export const CHECKS: Step[] = [
  check('lint', 'oxlint', ['--type-aware']),
  check('format', 'oxfmt', ['--check']),
  check('types', 'tsc', ['-p', '.']),
  check('import rules', 'depcruise', ['--output-type', 'err', ...CODE]),
  check('dead code', 'knip', ['--no-progress']),
  ...PYTHON_CHECKS,
];

/** What runs the product; the suites are the projects of vitest.config.ts. */
export const SUITES: Step[] = [
  suite('unit, persistence, contract and architecture tests', 'unit'),
  // Managers of the end-to-end tests serve the pages, and do not start without them.
  { title: 'web pages', run: buildPages },
  suite('end-to-end tests with real programs', 'slow'),
];

function check(title: string, tool: string, args: string[]): Step {
  return {
    title,
    run: async (signal) => {
      const { code, said } = await runTool(tool, args, signal);
      return checkOutcome(code === 0, said);
    },
  };
}

async function buildPages(signal: AbortSignal): Promise<Outcome> {
  try {
    await ensurePages(() => undefined, signal);
    return checkOutcome(true, '');
  } catch (error) {
    return checkOutcome(false, error instanceof Error ? error.message : String(error));
  }
}

function suite(title: string, project: string): Step {
  return {
    title,
    run: async (signal) => {
      const reports = join(PROJECT_ROOT, '.cache', 'test');
      const report = join(reports, `${project}.json`);
      await mkdir(reports, { recursive: true });
      await rm(report, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const { code, said } = await runTool('vitest', ['run', '--project', project, ...reporters], signal);
      return suiteOutcome(await readReport(report), code, said);
    },
  };
}

async function readReport(path: string): Promise<SuiteReport | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as SuiteReport;
  } catch {
    return undefined;
  }
}

function runTool(tool: string, args: string[], signal: AbortSignal) {
  const windows = process.platform === 'win32';
  const path = join(PROJECT_ROOT, 'node_modules', '.bin', windows ? `${tool}.cmd` : tool);
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  return runQuietly(path, args, { cwd: PROJECT_ROOT, env, signal, shell: windows });
}
