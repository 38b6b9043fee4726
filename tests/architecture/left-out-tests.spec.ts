import { expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const WITHOUT_A_REASON = /\b(?:describe|it|test|suite)(?:\.\w+)*\.(?:skip|skipIf|runIf|only|todo)\b|\bskip\(/;
/** Files that break the rule on purpose: the spec of the test command runs them and expects them to fail. */
const FIXTURES = 'tests/scripts/fixtures/';

it('a test is left out only with needs(), which says what it would take to run it', async () => {
  const specs = (await sourceFiles()).filter(({ path }) => path.startsWith('tests/') && !path.startsWith(FIXTURES));
  expect(specs.filter(({ text }) => text.includes("needs('")).map(({ path }) => path)).not.toEqual([]);
  const lines = specs.flatMap(({ path, text }) => text.split('\n').map((line) => `${path}: ${line.trim()}`));
  expect(lines.filter((line) => WITHOUT_A_REASON.test(line) && !line.includes('WITHOUT_A_REASON'))).toEqual([]);
});
