import { posix, win32 } from 'node:path';

/**
 * The search path for a service: that of whoever installs it, without what npm and our launcher have put in front of it
 * for this one run, and with the folder of Node, in which npm is.
 * @param node full path of the Node that starts the service
 * @param tree the project's folder
 */
export function servicePath(searched: string, node: string, tree: string, platform: NodeJS.Platform): string {
  const path = platform === 'win32' ? win32 : posix;
  const isOfNpm = (folder: string) => /[\\/]node_modules[\\/]\.bin$|[\\/]node-gyp-bin$/.test(folder);
  const isOurs = (folder: string) => folder.startsWith(path.join(tree, '.cache'));
  const given = searched.split(path.delimiter).filter((folder) => folder !== '' && !isOfNpm(folder) && !isOurs(folder));
  const own = given.includes(path.dirname(node)) ? [] : [path.dirname(node)];
  return [...own, ...given].join(path.delimiter);
}
