import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { inFolders, searchFolders } from '#system/programs/search-path.ts';

/** The path of a command on the search path, or undefined. An absolute path is only looked for where it says. */
export function findProgram(command: string): string | undefined {
  if (isAbsolute(command)) return isExecutable(command) ? command : undefined;
  const here = { platform: process.platform, environment: process.env };
  return inFolders(here, searchFolders(here), command).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
