import { glob, readdir, stat } from 'node:fs/promises';
import { globParts } from './glob-parts.ts';

/** Characters that mean something in the patterns of FFmpeg's glob. */
const SPECIAL = /[\\*?[\]{}]/g;
/** Those of them that are first looked for as they are. */
const NOT_WILDCARDS = /[\\[\]{}]/g;
/** The others, as regular expressions. */
const WILDCARDS: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

export interface MatchingFrames {
  /** In the order of their names. */
  readonly names: string[];
  /** The pattern with which FFmpeg finds the same files. */
  readonly ffmpegPattern: string;
}

/**
 * The files that match a pattern with forward slashes. Only the last part is a pattern, since the folders come from
 * people, who use brackets and question marks in names; and in the last part only `*` and `?` are, unless no file is
 * called like that: then `[0-9]` and `{a,b}` are patterns too. Folders are patterns only if there is no such folder.
 */
export async function matchingFrames(pattern: string, platform: NodeJS.Platform): Promise<MatchingFrames> {
  const { folder, pattern: last } = await globParts(pattern, platform, isFolder);
  const cwd = folder === '' ? '.' : folder;
  const escapedFolder = folder.replaceAll(SPECIAL, String.raw`\$&`);
  if (!last.includes('/')) {
    const wanted = simplePattern(last, platform);
    const files = (await readdir(cwd)).filter((name) => wanted.test(name));
    if (files.length > 0) {
      const names = files.map((name) => folder + name).toSorted();
      return { names, ffmpegPattern: escapedFolder + last.replaceAll(NOT_WILDCARDS, String.raw`\$&`) };
    }
  }
  const matches = await collect(glob(last, { cwd }));
  const names = matches.map((name) => folder + (platform === 'win32' ? name.replaceAll('\\', '/') : name));
  return { names, ffmpegPattern: escapedFolder + last };
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** `*` is any text and `?` any character, but a dot that hides a file has to be written. */
function simplePattern(pattern: string, platform: NodeJS.Platform): RegExp {
  const expression = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, (character) => WILDCARDS[character] ?? `\\${character}`);
  const visible = /^[*?]/.test(pattern) ? String.raw`(?!\.)` : '';
  return new RegExp(`^${visible}${expression}$`, platform === 'win32' || platform === 'darwin' ? 'is' : 's');
}

async function collect(found: AsyncIterable<string>): Promise<string[]> {
  const names: string[] = [];
  for await (const name of found) names.push(name);
  return names.toSorted();
}
