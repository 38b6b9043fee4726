import { expanded, type Machine } from './machine.ts';
import { registryValues } from './registry.ts';

const CHOSEN = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.blend\UserChoice`;
/** What is registered for this account comes before what is registered for all. */
const CLASSES = [String.raw`HKCU\Software\Classes`, String.raw`HKLM\Software\Classes`];

/**
 * The Blenders that Windows knows for `.blend` files, in the order in which it would take them: what the user chose,
 * then what Blender registered. Blender registers its launcher, which has the real program beside it. Programs that
 * choose among several Blenders register too; they are left out, since they do not render.
 */
export async function* associatedBlenders(machine: Machine): AsyncGenerator<string> {
  const seen = new Set<string>();
  for await (const type of fileTypes(machine)) {
    if (seen.has(type) || !/^[\w. \\-]+$/.test(type)) continue;
    seen.add(type);
    for (const classes of CLASSES) {
      const values = await registryValues(machine, `${classes}\\${type}\\shell\\open\\command`);
      for (const command of values.get('') ?? []) {
        const program = blenderIn(expanded(machine, command));
        if (program !== undefined) yield program;
      }
    }
  }
}

async function* fileTypes(machine: Machine): AsyncGenerator<string> {
  yield* (await registryValues(machine, CHOSEN)).get('progid') ?? [];
  for (const classes of CLASSES) yield* (await registryValues(machine, String.raw`${classes}\.blend`)).get('') ?? [];
  for (const classes of CLASSES)
    yield* (await registryValues(machine, String.raw`${classes}\.blend\OpenWithProgids`)).keys();
}

/** The Blender in a command like `"C:\…\blender-launcher.exe" "%1"`. */
function blenderIn(command: string): string | undefined {
  const program = (/^\s*"([^"]+)"/.exec(command) ?? /^\s*(.+?\.exe)(?=\s|$)/i.exec(command))?.[1];
  return /[\\/]blender(-launcher)?\.exe$/i.test(program ?? '')
    ? program?.replace(/-launcher\.exe$/i, '.exe')
    : undefined;
}
