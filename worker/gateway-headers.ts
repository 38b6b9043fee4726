import path from 'node:path';
import { messageOf } from '#shared/message-of.ts';
import { pathMistake } from '#shared/path-mistake.ts';
import { NotText, readTextFile } from '#system/files/read-text-file.ts';
import { ConfigError } from './config-error.ts';

const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;
/** Printable ASCII, without spaces at the ends. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?$/;

/** Headers that are not free, and why. */
const TAKEN: readonly (readonly [RegExp, string])[] = [
  [/^authorization$/i, 'the worker sends its own identity in it; let the gateway take another header'],
  [/^x-flamenco-registration-secret$/i, 'use "registration_secret", which only goes out with registrations'],
  [/^(accept|accept-encoding|content-type|user-agent)$/i, 'the worker sets it itself'],
  [
    /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i,
    'it belongs to the connection, not to the request',
  ],
];

/**
 * The headers that a gateway in front of the manager wants to see, by name: `headers` in `flamenco-worker.yaml`. A
 * value is a text, or `{ file: path }` of a file that contains nothing else, relative to the folder of the
 * configuration.
 *
 * @throws ConfigError naming the file and the key; it never repeats a value.
 */
export async function gatewayHeaders(
  given: Readonly<Record<string, unknown>>,
  configFile: string,
  platform: NodeJS.Platform,
): Promise<Readonly<Record<string, string>>> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const place = `${configFile}: headers.${name}`;
    if (!NAME.test(name))
      throw new ConfigError(`${configFile}: headers: ${JSON.stringify(name)} is not a header's name`);
    const taken = TAKEN.find(([pattern]) => pattern.test(name));
    if (taken) throw new ConfigError(`${place} cannot be set: ${taken[1]}`);
    if (headers.has(name.toLowerCase())) throw new ConfigError(`${place} is given twice`);
    const text = typeof value === 'string' ? value : await textOf(fileIn(value, place, platform), place, configFile);
    if (text === '') throw new ConfigError(`${place} must not be empty`);
    if (!VALUE.test(text)) {
      throw new ConfigError(
        `${place} has line breaks, spaces at its ends, or other characters that a header cannot have`,
      );
    }
    headers.set(name.toLowerCase(), text);
  }
  return Object.fromEntries(headers);
}

function fileIn(value: unknown, place: string, platform: NodeJS.Platform): string {
  const isOnlyFile = typeof value === 'object' && value !== null && Object.keys(value).join() === 'file';
  const file = isOnlyFile ? (value as { file: unknown }).file : undefined;
  if (typeof file === 'string' && file !== '') {
    const mistake = pathMistake(file, platform);
    if (mistake !== undefined) throw new ConfigError(`${place}.file: ${JSON.stringify(file)} ${mistake}`);
    return file;
  }
  throw new ConfigError(`${place} must be text in quotes, or { file: path } of a file that contains it`);
}

async function textOf(file: string, place: string, configFile: string): Promise<string> {
  const absolute = path.resolve(path.dirname(configFile), file);
  try {
    const text = (await readTextFile(absolute)).trim();
    if (text !== '') return text;
  } catch (error) {
    if (error instanceof NotText) throw new ConfigError(`${place}: ${absolute} ${error.message}`, error);
    throw new ConfigError(`${place}: ${absolute} cannot be read: ${messageOf(error)}`, error);
  }
  throw new ConfigError(`${place}: ${absolute} is empty`);
}
