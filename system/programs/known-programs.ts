import { blenderPlaces } from './blender-places.ts';
import type { Candidate } from './candidate.ts';
import { ffmpegPlaces, ownFfmpeg } from './ffmpeg-places.ts';
import type { Machine } from './machine.ts';

/** A program that is looked for in more places than on the search path. */
export interface KnownProgram {
  readonly names: RegExp;
  /** The command that installs it, by platform. */
  readonly install: Partial<Record<NodeJS.Platform, string>>;
  /** Where it is looked for besides, by platform. */
  readonly places: Partial<Record<NodeJS.Platform, string>>;
  beforeSearchPath(machine: Machine): Iterable<Candidate>;
  afterSearchPath(machine: Machine): AsyncIterable<Candidate>;
}

const KNOWN: readonly KnownProgram[] = [
  {
    // Its launcher for Windows is never what is wanted: it ends at once and prints nothing.
    names: /^blender(-launcher)?$/,
    install: { win32: 'winget install -e --id BlenderFoundation.Blender', darwin: 'brew install --cask blender' },
    places: {
      win32: 'as what opens .blend files, in Program Files, and where Steam, Scoop and the Microsoft Store put it',
      darwin: 'in both folders Applications, where Homebrew puts it, and in Steam',
      linux: 'in /opt and in Steam',
    },
    beforeSearchPath: () => [],
    afterSearchPath: blenderPlaces,
  },
  {
    names: /^ffmpeg$/,
    install: { win32: 'winget install -e --id Gyan.FFmpeg', darwin: 'brew install ffmpeg' },
    places: {
      win32: 'in Program Files, and where winget, Scoop and Chocolatey put it',
      darwin: 'and where Homebrew puts it',
    },
    beforeSearchPath: ownFfmpeg,
    afterSearchPath: ffmpegPlaces,
  },
];

/** What a name without a folder means. Windows and macOS do not tell upper and lower case apart. */
export function knownProgram(platform: NodeJS.Platform, name: string): KnownProgram | undefined {
  const bare = platform === 'win32' ? name.replace(/\.exe$/i, '') : name;
  const wanted = platform === 'win32' || platform === 'darwin' ? bare.toLowerCase() : bare;
  return KNOWN.find(({ names }) => names.test(wanted));
}
