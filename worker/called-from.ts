import { isSamePath } from '#shared/same-path.ts';

/** What tells the folder that the worker was called from. */
export interface Call {
  readonly currentFolder: string;
  /** The folder of the worker's own program. */
  readonly project: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * The folder that the worker was called from. `npm run` changes to the project's folder and leaves the other one in
 * INIT_CWD.
 */
export function calledFrom({ currentFolder, project, environment, platform }: Call): string {
  // Programs on Windows differ in how they write the letter of the drive: `c:\` or `C:\`.
  const isRunByNpm = environment['npm_lifecycle_event'] !== undefined && isSamePath(currentFolder, project, platform);
  return isRunByNpm ? (environment['INIT_CWD'] ?? currentFolder) : currentFolder;
}
