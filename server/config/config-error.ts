import { FarmError } from '../domain/errors.ts';

/** Where a configuration is wrong. */
export interface ConfigPlace {
  /** The name of the file; absent for a command line and for settings that were handed in. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** A setting as `shaman.enabled`, or an option as `--port`. */
  readonly key?: string;
}

/** `flamenco-manager.yaml, line 3: shaman.enabled`, with the parts that are known. */
export function placeText({ file, line, key }: ConfigPlace): string {
  const where = file === undefined || line === undefined ? file : `${file}, line ${line}`;
  return [where, key].filter((part) => part !== undefined).join(': ');
}

/**
 * A configuration or command line that cannot be used. The message is one line that says where, what and what to do;
 * the place is in `details` as well. The code is 'unusable' for a file and 'bad-request' for what was handed in.
 */
export function configError(place: ConfigPlace, complaint: string, cause?: unknown): FarmError {
  const where = placeText(place);
  return new FarmError(place.file === undefined ? 'bad-request' : 'unusable', {
    message: where === '' ? complaint : `${where}: ${complaint}`,
    details: { ...place },
    cause,
  });
}
