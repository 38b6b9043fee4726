import path from 'node:path';

/** A pattern of files, taken apart where patterns begin. */
export interface GlobParts {
  /** The folder that is there, with a slash at its end, or nothing. */
  readonly folder: string;
  /** What is to be looked for in it. More than a name only where folders are patterns, too. */
  readonly pattern: string;
}

/**
 * Takes a pattern with forward slashes apart. As many folders as are there are no patterns, whatever their names look
 * like: people use brackets in names, and Node's glob loses the server of `//server/share`.
 */
export async function globParts(
  pattern: string,
  platform: NodeJS.Platform,
  isFolder: (folder: string) => Promise<boolean>,
): Promise<GlobParts> {
  const { root } = (platform === 'win32' ? path.win32 : path.posix).parse(pattern);
  const parts = pattern.slice(root.length).split('/');
  let folder = root;
  while (parts.length > 1 && (await isFolder(`${folder}${parts[0]}/`))) folder += `${parts.shift()}/`;
  return { folder, pattern: parts.join('/') };
}
