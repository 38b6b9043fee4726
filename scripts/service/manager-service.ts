import { posix, type PlatformPath } from 'node:path';

/** `system`: starts with the machine. `user`: belongs to an account, and starts when that logs on. */
export type Scope = 'user' | 'system';

/** The manager as a program that the system starts by itself and keeps running. All paths are full ones. */
export interface ManagerService {
  /** What it is called on this machine, like `flamenco-ng-manager`. */
  readonly name: string;
  readonly scope: Scope;
  /** The folder with the manager's configuration. */
  readonly home: string;
  /** The account that it runs as: a name, on Windows a security identifier (`S-1-5-21-…`). */
  readonly account: string;
  /** A Node that can run the launcher. */
  readonly node: string;
  /** The project's folder. */
  readonly tree: string;
  /** The search path that it gets, on which Blender, FFmpeg and npm are found. */
  readonly searchPath: string;
}

/** How long the manager may take to end in order, in seconds; then it is killed. */
export const STOP_SECONDS = 60;

const MARK = 'Written by "npm run service" for ';

/** Every description of a service has this in it, in a comment of any kind, so that it is known to be ours. */
export function markOf(home: string): string {
  const escaped = encodeURIComponent(home)
    .replaceAll(/%(?:2F|3A|5C)/g, decodeURIComponent)
    .replaceAll('--', '-%2D');
  return `${MARK}${escaped}.`;
}

/** The home of the manager that a description starts; undefined if the description is not ours. */
export function homeIn(description: string): string | undefined {
  const [, rest] = description.split(MARK, 2);
  return rest === undefined ? undefined : decodeURIComponent(/^[^\s<]*(?=\.)/.exec(rest)?.[0] ?? '');
}

/** The manager. The launcher first builds what an update of the project needs, so one service starts every version. */
export function managerWords({ node, tree, home }: ManagerService): string[] {
  return [node, posix.join(tree, 'scripts', 'launch.mjs'), '--prepared', 'server/main.ts', '--home', home];
}

/** The same under our own keeper, for systems that neither bound a log nor restart what has failed. */
export function keptManagerWords({ node, tree, home }: ManagerService, paths: PlatformPath): string[] {
  return [node, paths.join(tree, 'scripts', 'launch.mjs'), '--prepared', 'scripts/service/keep-manager.ts', home];
}

/** Where the keeper writes the manager's log. */
export function logFile(home: string, paths: PlatformPath): string {
  return paths.join(home, 'flamenco-manager.log');
}

/** The keeper stops the manager in order when this file appears. */
export function stopRequest(home: string, paths: PlatformPath): string {
  return paths.join(home, 'flamenco-manager-asked-to-stop');
}
