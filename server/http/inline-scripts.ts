import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const INLINE = /<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs;

/** The scripts inside the built pages of a folder, as sources for a Content-Security-Policy. */
export async function inlineScripts(folder: string): Promise<string[]> {
  const found = new Set<string>();
  for await (const file of glob('**/*.html', { cwd: folder })) {
    const page = await readFile(join(folder, file), 'utf8');
    for (const [, script = ''] of page.matchAll(INLINE)) {
      found.add(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    }
  }
  return [...found].toSorted();
}
