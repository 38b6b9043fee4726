import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

/** One text file of the project: its path from the project's folder, with slashes, and what is in it. */
export type SourceFile = { path: string; text: string };

const LEFT_OUT = /(^|[/\\])(node_modules|\.git|\.next|\.cache|__pycache__)$/;
const NO_TEXT = /\.(png|jpe?g|webp|ico|blend|zip|mp4|woff2?|sqlite.*|tsbuildinfo)$/;

/** All text files that people wrote or committed. */
export async function sourceFiles(): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  const entries = glob(['**/*', '.*', '.ci/**/*', '.github/**/*'], {
    cwd: PROJECT_ROOT,
    withFileTypes: true,
    exclude: (entry) => LEFT_OUT.test(entry.name) || NO_TEXT.test(entry.name),
  });
  for await (const entry of entries) {
    if (!entry.isFile()) continue;
    const absolute = join(entry.parentPath, entry.name);
    const path = absolute.slice(PROJECT_ROOT.length + 1).replaceAll('\\', '/');
    found.push({ path, text: await readFile(absolute, 'utf8') });
  }
  return found;
}
