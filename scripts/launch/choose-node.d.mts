/** A Node, and the machine that it runs on, as `process` knows them. */
export interface Node {
  /** Without a v. */
  readonly version: string;
  /** `process.versions.modules`: the number of its binary interface. */
  readonly abi: string;
  readonly platform: string;
  readonly arch: string;
}

/** For which machines and which Nodes the engine of the sandbox is built: `shared/sandbox-builds.json`. */
export interface SandboxBuilds {
  /** `linux-x64` and so on, in Node's words. */
  readonly platforms: readonly string[];
  readonly abis: readonly string[];
}

/** The major version of Node that is fetched, and the oldest that will do. */
export const NODE_MAJOR: number;

/** Whether this Node can run all parts of the project that can run on this machine at all. */
export function nodeIsFine(node: Node, builds: SandboxBuilds): boolean;

/** The processor for which Node is fetched, which need not be that of the machine. */
export function archToFetch(platform: string, arch: string): string;

/** The name under which `shared/node-packages.json` has the Node for a machine; it may have none. */
export function packageFor(platform: string, arch: string): string;

/** Why another Node is fetched, as the beginning of a sentence. */
export function whyNotThis(node: Node): string;
