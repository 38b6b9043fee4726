/** Makes `node_modules` match `package-lock.json`. @throws LaunchError for people */
export function ensureModules(
  root: string,
  node: { readonly path: string; readonly env: NodeJS.ProcessEnv; readonly arch: string },
): Promise<void>;

/** Whether `node_modules` is what `package-lock.json` asks for, for a Node of this processor. */
export function modulesAreCurrent(root: string, arch: string): boolean;
