/** The major version of Node that is fetched, and the oldest that will do. */
export const NODE_MAJOR = 24;

/**
 * Whether this Node can run all parts of the project. The engine of the sandbox for job-type scripts is a native part,
 * which exists for some versions of Node only, by the number of their binary interface (ABI). Where it does not exist
 * at all, no other Node would be better; there, a worker runs with any that is new enough.
 * @param {import('./choose-node.mjs').Node} node
 * @param {import('./choose-node.mjs').SandboxBuilds} builds
 */
export function nodeIsFine({ version, abi, platform, arch }, builds) {
  if (Number.parseInt(version, 10) < NODE_MAJOR) return false;
  if (archToFetch(platform, arch) !== arch) return false;
  return !builds.platforms.includes(`${platform}-${arch}`) || builds.abis.includes(abi);
}

/**
 * The processor for which Node is fetched. Windows on ARM runs programs for x64 as well, and only those find all that
 * they need.
 * @param {string} platform as in `process.platform`
 * @param {string} arch as in `process.arch`
 */
export function archToFetch(platform, arch) {
  return platform === 'win32' && arch === 'arm64' ? 'x64' : arch;
}

/**
 * The name under which `shared/node-packages.json` has the Node for a machine; it may have none.
 * @param {string} platform
 * @param {string} arch
 */
export function packageFor(platform, arch) {
  return `${platform === 'win32' ? 'win' : platform}-${archToFetch(platform, arch)}`;
}

/**
 * Why another Node is fetched, as the beginning of a sentence.
 * @param {import('./choose-node.mjs').Node} node
 */
export function whyNotThis({ version, platform, arch }) {
  if (Number.parseInt(version, 10) < NODE_MAJOR) return `Node ${version} is too old here`;
  if (archToFetch(platform, arch) !== arch) return `Node ${version} for ${arch} lacks native parts that exist for x64`;
  return `Node ${version} lacks native parts that exist for Node ${NODE_MAJOR}`;
}
