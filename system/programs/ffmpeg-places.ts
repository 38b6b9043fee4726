import { architectureName, platformName } from '#shared/platform-name.ts';
import { type Candidate, inVersionFolders, usual } from './candidate.ts';
import { type Machine, pathsOf, variable } from './machine.ts';
import { programFiles, scoopFolders } from './windows-folders.ts';

/** The FFmpeg that somebody put beside the worker comes before every other, as in Flamenco. */
export function* ownFfmpeg(machine: Machine): Generator<Candidate> {
  const system = platformName(machine.platform);
  const ending = machine.platform === 'win32' ? '.exe' : '';
  for (const name of [`ffmpeg-${system}-${architectureName()}`, `ffmpeg-${system}`, 'ffmpeg'])
    yield usual(pathsOf(machine).join(machine.tools, name + ending), `in ${machine.tools}`);
}

/** FFmpegs that are not on the search path of this process: package managers of Windows put them there for new ones. */
export async function* ffmpegPlaces(machine: Machine): AsyncGenerator<Candidate> {
  if (machine.platform !== 'win32') return;
  const paths = pathsOf(machine);
  const local = variable(machine, 'LOCALAPPDATA');
  const shared = variable(machine, 'ProgramFiles');
  for (const winget of [local && paths.join(local, 'Microsoft', 'WinGet'), shared && paths.join(shared, 'WinGet')])
    if (winget) yield usual(paths.join(winget, 'Links', 'ffmpeg.exe'), 'installed by winget');
  for (const scoop of scoopFolders(machine))
    yield usual(paths.join(scoop, 'apps', 'ffmpeg', 'current', 'bin', 'ffmpeg.exe'), 'installed by Scoop');
  const data = variable(machine, 'ProgramData');
  const chocolatey = variable(machine, 'ChocolateyInstall') ?? (data && paths.join(data, 'chocolatey'));
  if (chocolatey) yield usual(paths.join(chocolatey, 'bin', 'ffmpeg.exe'), 'installed by Chocolatey');
  const unpacked = { names: /^ffmpeg/i, file: paths.join('bin', 'ffmpeg.exe') };
  yield* inVersionFolders(
    machine,
    programFiles(machine).map((folder) => ({ folder, ...unpacked })),
  );
}
