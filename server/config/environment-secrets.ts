import { z } from 'zod';
import { messageOf } from '#shared/message-of.ts';
import { readTextFile } from '#system/files/read-text-file.ts';
import { configError } from './config-error.ts';
import { type KeyPath, settingsOf, writtenAs } from './declaration/tree.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A secret that is in the environment of the manager, or in a file that is named there, and not in its settings. */
export interface EnvironmentSecret {
  /** The setting that it is. */
  readonly path: readonly string[];
  readonly value: string;
  /** The variable that it is from. */
  readonly variable: string;
}

const FILE = '_FILE';

/** The variable that may hold a secret setting: `mqtt.client.password` is `FLAMENCO_MQTT_CLIENT_PASSWORD`. */
function variableOf(path: KeyPath): string {
  const words = path.map((key) =>
    String(key)
      .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
      .replaceAll('-', '_'),
  );
  return ['FLAMENCO', ...words].join('_').toUpperCase();
}

/** The secret settings that are one text, which therefore may be in the environment. */
function pathsOfSecrets(tree: z.ZodObject): (readonly string[])[] {
  return settingsOf(tree)
    .filter(({ facts, schema }) => facts.secret !== undefined && isText(writtenAs(schema)))
    .map(({ path }) => path);
}

/**
 * The secrets in the environment, by variables such as `FLAMENCO_DATABASE`, and in files that are named by variables
 * such as `FLAMENCO_DATABASE_FILE`. A variable that is empty counts as absent.
 * @throws FarmError bad-request, naming the variable; it never repeats a secret
 */
export async function environmentSecrets(tree: z.ZodObject, environment: Environment): Promise<EnvironmentSecret[]> {
  const found: EnvironmentSecret[] = [];
  for (const path of pathsOfSecrets(tree)) {
    const variable = variableOf(path);
    const file = environment[`${variable}${FILE}`];
    const value = environment[variable];
    if (file && value)
      throw configError({ key: variable }, `is set, and ${variable}${FILE} as well; set one of the two`);
    if (file) found.push({ path, variable: `${variable}${FILE}`, value: await secretIn(file, `${variable}${FILE}`) });
    else if (value) found.push({ path, variable, value });
  }
  return found;
}

/**
 * Takes the secrets out of an environment, so that no program that is started later gets them, and resolves to a copy
 * that has them.
 */
export function takeSecrets(tree: z.ZodObject, environment: Record<string, string | undefined>): Environment {
  const copy = { ...environment };
  for (const variable of pathsOfSecrets(tree).map(variableOf)) {
    delete environment[variable];
    delete environment[`${variable}${FILE}`];
  }
  return copy;
}

async function secretIn(file: string, variable: string): Promise<string> {
  const text = await readTextFile(file).catch((error: NodeJS.ErrnoException) => {
    throw configError({ key: variable }, `${file} cannot be read: ${error.code ?? messageOf(error)}`, error);
  });
  const value = text.trim();
  if (value === '') throw configError({ key: variable }, `${file} is empty; it has to contain the secret alone`);
  return value;
}

function isText(schema: z.ZodType): boolean {
  return schema instanceof z.ZodString || schema instanceof z.ZodUnion;
}
