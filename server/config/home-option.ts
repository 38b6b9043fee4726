import { resolve } from 'node:path';
import { pathMistake } from '#shared/path-mistake.ts';
import { configError } from './config-error.ts';

/** Where a program was called from, and on what. */
export interface CalledFrom {
  readonly folder: string;
  readonly platform: NodeJS.Platform;
}

/**
 * The absolute path of the folder that `--home` names; without it, the folder that the program was called from.
 * @throws FarmError bad-request when the path cannot be meant
 */
export function homeOption(given: string | undefined, { folder, platform }: CalledFrom): string {
  const mistake = given === undefined ? undefined : pathMistake(given, platform);
  if (mistake !== undefined) throw configError({ key: '--home' }, `${JSON.stringify(given)} ${mistake}`);
  return resolve(folder, given ?? '.');
}
