import path from 'node:path';

/** What is where in the folder of an installed worker. */
export interface Layout {
  readonly dir: string;
  /** Each update has a folder of its own in here, so that it never touches a running worker. */
  readonly versions: string;
  readonly node: string;
  readonly home: string;
  readonly secret: string;
  /** Starts the worker in a window; people and scripts know it. */
  readonly launcher: string;
  /** Which version and which Node are in use. */
  readonly installed: string;
  /** Where the worker was before it had a folder per version. */
  readonly before: string;
}

export function layoutOf(dir: string): Layout {
  const home = path.join(dir, 'home');
  return {
    dir,
    versions: path.join(dir, 'versions'),
    node: path.join(dir, 'node'),
    home,
    secret: path.join(home, 'registration-secret'),
    launcher: path.join(dir, 'flamenco-worker.cmd'),
    installed: path.join(dir, 'installed.json'),
    before: path.join(dir, 'worker'),
  };
}
