import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Copies text files of the project, with the line ends that an editor of Windows gives them. */
export async function copyWithWindowsLineEnds(from: string, to: string, patterns: readonly string[]): Promise<void> {
  for await (const entry of glob(patterns, { cwd: from, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const copy = join(to, path.slice(from.length));
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, (await readFile(path, 'utf8')).replaceAll('\n', '\r\n'));
  }
}
