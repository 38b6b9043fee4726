/**
 * Where package managers keep the current Node under a path that stays, while the path of the running one goes away
 * with its version: Homebrew, Snap, Scoop.
 */
const MOVING: readonly [RegExp, string][] = [
  [/\/Cellar\/(node(?:@\d+)?)\/[^/]+\/bin\/node$/, '/opt/$1/bin/node'],
  [/^\/snap\/node\/\d+\/bin\/node$/, '/snap/node/current/bin/node'],
  [/\\scoop\\apps\\([^\\]+)\\[^\\]+\\node\.exe$/i, String.raw`\scoop\apps\$1\current\node.exe`],
];

/** The path under which this Node is still found after the next update, as far as that is known. */
export function stableNode(path: string, exists: (path: string) => boolean): string {
  const stable = MOVING.map(([moving, staying]) => path.replace(moving, staying)).find((other) => other !== path);
  return stable !== undefined && exists(stable) ? stable : path;
}
