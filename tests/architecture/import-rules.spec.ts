import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { FORBIDDEN_IMPORTS, GRANTED_IMPORTS, type ImportCase } from './import-cases.ts';

type Violation = { from: string; to: string; rule: { name: string } };

describe('the import rules', () => {
  let folder = '';
  let violations: Violation[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flamenco-imports-'));
    await plant(folder, [...FORBIDDEN_IMPORTS, ...GRANTED_IMPORTS]);
    violations = cruise(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(FORBIDDEN_IMPORTS)('$from must not import $to ($rule)', ({ from, rule }) => {
    const broken = violations.filter((violation) => violation.from === from).map((violation) => violation.rule.name);
    expect(broken).toContain(rule);
  });

  it.each(GRANTED_IMPORTS)('$from may import $to', ({ from }) => {
    expect(violations.filter((violation) => violation.from === from)).toEqual([]);
  });
});

/** Writes a small project in which each case is one file with one import. */
async function plant(root: string, cases: ImportCase[]): Promise<void> {
  const files = new Map<string, string>();
  for (const { from, to, typesOnly } of cases) {
    const target = /^(node|npm):/.test(to) ? to.replace('npm:', '') : `#${to}`;
    files.set(from, `import ${typesOnly ? 'type ' : ''}{ thing } from '${target}';\nexport type Own = typeof thing;\n`);
    if (target.startsWith('#') && !files.has(to)) files.set(to, 'export const thing = 1;\n');
    if (to.startsWith('npm:')) {
      files.set(
        `node_modules/${target}/package.json`,
        JSON.stringify({ name: target, version: '1.0.0', main: 'main.js' }),
      );
      files.set(`node_modules/${target}/main.js`, 'exports.thing = 1;\n');
    }
  }
  const packages = Object.fromEntries(
    cases.filter(({ to }) => to.startsWith('npm:')).map(({ to }) => [to.slice(4), '1.0.0']),
  );
  files.set('package.json', JSON.stringify({ type: 'module', imports: { '#*': './*' }, dependencies: packages }));
  files.set(
    'tsconfig.json',
    JSON.stringify({ compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true } }),
  );
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

function cruise(root: string): Violation[] {
  const tool = join(PROJECT_ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const rules = join(PROJECT_ROOT, '.dependency-cruiser.cjs');
  const run = spawnSync(process.execPath, [tool, '--config', rules, '--output-type', 'json', '.'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  const report = JSON.parse(run.stdout) as { summary: { violations: Violation[] } };
  return report.summary.violations;
}
