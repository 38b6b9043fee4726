import { ensurePythonTools, isPythonTool, runPythonTool } from './python/python-tools.ts';

/** `npm run python -- ruff check --fix`: runs one of the tools that check Python, at the version that is pinned. */
const [tool = '', ...args] = process.argv.slice(2);
if (!isPythonTool(tool)) {
  process.stderr.write('Usage: npm run python -- ruff|mypy|lint-imports|check-jsonschema [ARGUMENTS]\n');
  process.exit(2);
}
await ensurePythonTools((line) => process.stderr.write(`${line} …\n`));
const { code, said } = await runPythonTool(tool, args);
process.stdout.write(said);
process.exitCode = code;
