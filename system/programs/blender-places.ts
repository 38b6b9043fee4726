import { associatedBlenders } from './blend-association.ts';
import { type Candidate, inVersionFolders, usual, type VersionFolders } from './candidate.ts';
import { type Machine, pathsOf } from './machine.ts';
import { steamLibraries } from './steam-libraries.ts';
import { programFiles, scoopFolders } from './windows-folders.ts';

/** Blender's program in its app for macOS. */
export const IN_APP = 'Contents/MacOS/Blender';

/** Blenders that are not on the search path, in the order in which they are taken. */
export async function* blenderPlaces(machine: Machine): AsyncGenerator<Candidate> {
  const paths = pathsOf(machine);
  if (machine.platform === 'win32') {
    for await (const file of associatedBlenders(machine))
      yield { file, by: 'file-association', why: 'opens .blend files' };
  }
  yield* inVersionFolders(machine, versionFolders(machine));
  for (const library of await steamLibraries(machine))
    yield usual(paths.join(library, 'common', 'Blender', executable(machine.platform)), 'installed by Steam');
  if (machine.platform !== 'win32') return;
  for (const scoop of scoopFolders(machine))
    yield usual(paths.join(scoop, 'apps', 'blender', 'current', 'blender.exe'), 'installed by Scoop');
}

/** Blender's program in the folder that its archive for this platform contains. */
function executable(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return `Blender.app/${IN_APP}`;
  return platform === 'win32' ? 'blender.exe' : 'blender';
}

/** Where installers put it, then where people put what they unpack. */
function versionFolders(machine: Machine): VersionFolders[] {
  const { platform, home, tools } = machine;
  const paths = pathsOf(machine);
  const unpacked = { names: /^blender/i, file: executable(platform) };
  const byHand = { folder: tools, ...unpacked };
  if (platform === 'darwin') {
    // The current one is called Blender.app; whoever keeps others gives them names with their versions.
    const app = { names: /^Blender.*\.app$/i, file: IN_APP, unversioned: 'first' } as const;
    const apps = ['/Applications', paths.join(home, 'Applications'), tools].map((folder) => ({ folder, ...app }));
    return [...apps, byHand];
  }
  if (platform !== 'win32') return [{ folder: '/opt', ...unpacked }, byHand];
  const installed = programFiles(machine).map((folder) => ({
    folder: paths.join(folder, 'Blender Foundation'),
    ...unpacked,
  }));
  return [...installed, ...programFiles(machine).map((folder) => ({ folder, ...unpacked })), byHand];
}
