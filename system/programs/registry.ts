import { type Machine, pathsOf, type Surroundings, variable } from './machine.ts';

/** Four spaces, the name, its type and the value. The name of a key's own value is in brackets and translated. */
const VALUE = /^ {4}(.+?) {4}REG_\w+(?: {4}(.*))?$/;

/** The values of a key by their names in lower case; the key's own value has an empty name. */
export type RegistryValues = ReadonlyMap<string, readonly string[]>;

/** Asks for a key. A value is there more than once if it is not known how its bytes are to be read. */
export async function registryValues(machine: Machine, key: string): Promise<RegistryValues> {
  const values = new Map<string, readonly string[]>();
  for (const text of await machine.registry(key)) {
    for (const [name, value] of valuesIn(text)) {
      const before = values.get(name) ?? [];
      if (!before.includes(value)) values.set(name, [...before, value]);
    }
  }
  return values;
}

/** What `reg query KEY` prints: the key, its values, then the keys below it, of which only the names. */
function valuesIn(text: string): [string, string][] {
  return text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const [whole, name = '', value = ''] = VALUE.exec(line) ?? [];
    if (whole === undefined) return [];
    return [[/^\(.*\)$/.test(name) ? '' : name.toLowerCase(), value]];
  });
}

/**
 * How to ask for a key. The programs come with Windows, and are called by their full paths. The console, a new one, is
 * set to UTF-8 first, because the usual code pages lack most characters that folders can have. The arguments are to
 * be passed as they are.
 *
 * @param key must not have anything in it that Windows' shell would take for more than text
 */
export function registryQuestion(
  surroundings: Surroundings,
  key: string,
): { readonly program: string; readonly args: readonly string[] } {
  const paths = pathsOf(surroundings);
  const system = paths.join(variable(surroundings, 'SystemRoot') ?? String.raw`C:\Windows`, 'System32');
  const [shell, codePage, reg] = ['cmd.exe', 'chcp.com', 'reg.exe'].map((name) => paths.join(system, name));
  return { program: `${shell}`, args: ['/d', '/s', '/c', `""${codePage}" 65001 >nul & "${reg}" query "${key}""`] };
}
