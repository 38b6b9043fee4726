import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

/** The helpers themselves; and what is deleted at once in a temporary folder, on systems where nobody holds files. */
const MAY = new Set([
  'system/files/firmly.mjs',
  'worker/start-without-secret.ts',
  'plugins/blender/addon/flamenco_ng/held_files.py',
]);
const TESTS = /^tests\//;

/** `rename`, `rm` and `unlink` of Node, imported by name or used as a member. */
const NODE_IMPORT =
  /import\s*\{[^}]*\b(rename|rm|unlink)(Sync)?\b[^}]*\}\s*from 'node:fs(\/promises)?'|\bfs\.(rename|rm|unlink)/;
const PYTHON_CALL =
  /\bos\.(replace|rename|remove|unlink)\(|\bshutil\.(move|rmtree)\(|\.unlink\(|\.rename\(|\.replace\([^,()]*\)$/m;

function isBare(path: string, text: string): boolean {
  if (/\.(ts|tsx|mjs|cjs|js)$/.test(path)) return NODE_IMPORT.test(text);
  return path.endsWith('.py') && PYTHON_CALL.test(text);
}

describe('files that virus scanners, indexers and other machines may hold', () => {
  it('are renamed and deleted with patience everywhere', async () => {
    const bare = (await sourceFiles())
      .filter(({ path }) => !TESTS.test(path) && !MAY.has(path))
      .filter(({ path, text }) => isBare(path, text))
      .map(({ path }) => path);
    expect(bare).toEqual([]);
  });

  it.each([
    ['a.ts', "import { mkdir, rename } from 'node:fs/promises';", true],
    ['a.mjs', "import { existsSync, rmSync } from 'node:fs';", true],
    ['a.ts', "import {\n  open,\n  rm,\n} from 'node:fs/promises';", true],
    ['a.ts', "await fs.rename('a', 'b');", true],
    ['a.ts', "import { mkdir, rmdir } from 'node:fs/promises';", false],
    ['a.ts', "import { renameFirmly } from '#system/files/firmly.mjs';", false],
    ['a.py', 'os.replace(part, path)', true],
    ['a.py', 'shutil.rmtree(folder, ignore_errors=True)', true],
    ['a.py', 'return incoming.rename(complete)', true],
    ['a.py', 'part.unlink(missing_ok=True)', true],
    ['a.py', 'part.replace(path)', true],
    ['a.py', 'text.replace("a", "b")', false],
    ['a.py', 'dataclasses.replace(header, len=size)', false],
  ])('are recognised: in %s, %j: %s', (path, text, expected) => {
    expect(isBare(path, text)).toBe(expected);
  });
});
