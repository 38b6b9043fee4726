import { glob, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packTar } from 'modern-tar';
import { z } from 'zod';
import { withUnixLineEnds } from '#shared/unix-line-ends.ts';
import { type Archive, archiveOf } from './archive.ts';
import { neededPackages } from './needed-packages.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** The worker, and the sources that it shares with the manager. */
export const SOURCES = ['worker/**/*.ts', 'shared/**/*.ts', 'system/**/*.{ts,mjs}', 'server/contracts/**/*.ts'];
/** The same in every bundle, so that the same files give the same bytes. */
const MODIFIED = new Date(Date.UTC(2026, 0, 1));
/**
 * What only people and compilers read. Licences stay, and so do native parts that exist for every platform, but not
 * their sources.
 */
const LEFT_OUT =
  /\.(map|d\.[cm]?ts|flow|md|markdown|c|cc|cpp|h|hpp|gypi?|patch)$|\/(test|tests|docs|examples|benchmarks?|\.github)\//;

/**
 * The worker as an archive (tar, gzip) that needs nothing but Node: its source, the packages it needs as they are
 * installed here, and its own `package.json`. Everything in it runs on every platform.
 */
export async function bundleWorker(project = PROJECT): Promise<Archive> {
  const sources = await read(project, SOURCES);
  for (const [name, bytes] of sources) sources.set(name, Buffer.from(withUnixLineEnds(bytes)));
  const lock = await readFile(join(project, 'package-lock.json'), 'utf8');
  const packages = neededPackages(lock, packagesNamedIn(sources));
  const folders = packages.map((folder) => `${folder}/**`);
  const files = new Map<string, Uint8Array>([
    ...sources,
    ...(await read(project, folders)),
    ['package.json', Buffer.from(await ownPackageJson(project))],
    ['LICENSE', withUnixLineEnds(await readFile(join(project, 'LICENSE')))],
  ]);
  const entries = [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, body]) => ({
      header: { name, size: body.length, type: 'file' as const, mode: 0o644, mtime: MODIFIED },
      body,
    }));
  return archiveOf(await promisify(gzip)(await packTar(entries), { level: 9 }));
}

async function read(project: string, patterns: readonly string[]): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const entry of glob(patterns, { cwd: project, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(project, path).split(sep).join('/');
    const isLicence = /^licen[cs]e/i.test(entry.name);
    if (isLicence || !LEFT_OUT.test(name)) files.set(name, await readFile(path));
  }
  return files;
}

/** Names of npm packages in `import … from '…'`. */
function packagesNamedIn(sources: ReadonlyMap<string, Buffer>): string[] {
  const names = new Set<string>();
  for (const text of sources.values()) {
    for (const [, name = ''] of text.toString('utf8').matchAll(/ from '((?:@[\w.-]+\/)?[\w.-]+)[^']*';$/gm)) {
      // `./…` is not a package, and `node:…` is Node itself.
      if (!name.startsWith('.') && name !== 'node') names.add(name);
    }
  }
  return [...names];
}

/** What Node needs to know about the project: its version, and what `#server/…` means. */
async function ownPackageJson(project: string): Promise<string> {
  const { imports, ...about } = z
    .object({
      name: z.string(),
      version: z.string(),
      license: z.string(),
      type: z.string(),
      imports: z.record(z.string(), z.string()),
      engines: z.unknown(),
    })
    .parse(JSON.parse(await readFile(join(project, 'package.json'), 'utf8')));
  const folders = new Set(SOURCES.map((pattern) => `#${pattern.split('/')[0]}/*`));
  const kept = Object.fromEntries(Object.entries(imports).filter(([name]) => folders.has(name)));
  return `${JSON.stringify({ ...about, private: true, imports: kept }, undefined, 2)}\n`;
}
