import { type Machine, pathsOf, variable } from './machine.ts';
import { registryValues } from './registry.ts';

/** The folders in which Steam keeps its programs (`steamapps`): in its own place, and on other drives. */
export async function steamLibraries(machine: Machine): Promise<string[]> {
  const paths = pathsOf(machine);
  const libraries = new Set<string>();
  for (const home of await steamHomes(machine)) {
    const own = paths.join(paths.normalize(home), 'steamapps');
    libraries.add(own);
    const others = await machine.textOf(paths.join(own, 'libraryfolders.vdf'));
    for (const [, folder = ''] of others.matchAll(/^\s*"path"\s+"(.*)"\s*$/gm))
      libraries.add(paths.join(folder.replaceAll('\\\\', '\\'), 'steamapps'));
  }
  return [...libraries];
}

async function steamHomes(machine: Machine): Promise<string[]> {
  const paths = pathsOf(machine);
  if (machine.platform === 'linux')
    return [paths.join(machine.home, '.local', 'share', 'Steam'), paths.join(machine.home, '.steam', 'steam')];
  if (machine.platform === 'darwin') return [paths.join(machine.home, 'Library', 'Application Support', 'Steam')];
  if (machine.platform !== 'win32') return [];
  const own = await registryValues(machine, String.raw`HKCU\Software\Valve\Steam`);
  const all = await registryValues(machine, String.raw`HKLM\SOFTWARE\WOW6432Node\Valve\Steam`);
  const usual = variable(machine, 'ProgramFiles(x86)');
  return [
    ...(own.get('steampath') ?? []),
    ...(all.get('installpath') ?? []),
    ...(usual === undefined ? [] : [paths.join(usual, 'Steam')]),
  ];
}
