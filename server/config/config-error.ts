import { FarmError } from '../domain/errors.ts';

/** The place where a configuration is wrong. */
export interface ConfigPlace {
  /** The name of the file; absent for a command line and for settings that came in as JSON. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** A setting such as `shaman.enabled`, or an option such as `--port`. */
  readonly key?: string;
}

/** The place as text, `flamenco-manager.yaml, line 3: shaman.enabled`, with as many parts as are known. */
export function placeText({ file, line, key }: ConfigPlace): string {
  const where = file === undefined || line === undefined ? file : `${file}, line ${line}`;
  return [where, key].filter((part) => part !== undefined).join(': ');
}

/**
 * The error for a configuration or command line that cannot be used. Its message is one line that says where, what is
 * wrong and what to do; the place is in `details` as well. Its code is 'unusable' for a file and 'bad-request' for
 * anything else.
 */
export function configError(place: ConfigPlace, complaint: string, cause?: unknown): FarmError {
  const where = placeText(place);
  return new FarmError(place.file === undefined ? 'bad-request' : 'unusable', {
    message: where === '' ? complaint : `${where}: ${complaint}`,
    details: { ...place },
    cause,
  });
}
