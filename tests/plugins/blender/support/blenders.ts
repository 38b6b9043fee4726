import { existsSync } from 'node:fs';
import { BPY_HOME, BPY_VERSION, NEWEST_BPY_HOME, NEWEST_BPY_VERSION } from '#scripts/add-on/ensure-bpy.ts';
import { pythonIn } from '#scripts/system/python-environment.ts';
import { needs } from '#tests/support/needs.ts';

/** A Blender that runs a Python script without a window. */
export interface Blender {
  readonly name: string;
  /** The command that runs the script; what follows `--` goes to the script. */
  command(script: string): string[];
}

/** The Blender that comes with the system (3.4.1 on Debian 12). */
export const SYSTEM_BLENDER: Blender = {
  name: 'Blender of the system',
  command: (script) => [
    'blender',
    '--background',
    '--factory-startup',
    '-noaudio',
    '--python-exit-code',
    '1',
    '--python',
    script,
    '--',
  ],
};

/** The system's Blender with its windows, on a virtual screen. Scripts end it themselves, with `window.play()`. */
export const BLENDER_WITH_WINDOWS: Blender = {
  name: 'Blender of the system with windows',
  command: (script) => [...ON_A_SCREEN, ...WITH_WINDOWS, '--python', script, '--'],
};

/** The same, in which scripts can press keys and buttons with `window.event_simulate()`. */
export const BLENDER_WITH_HANDS: Blender = {
  name: 'Blender of the system with windows and simulated hands',
  command: (script) => [...ON_A_SCREEN, ...WITH_WINDOWS, '--enable-event-simulate', '--python', script, '--'],
};
// xvfb-run does not accept spaces in the path of its key. Two that look for a free number at the same moment find the
// same, so each process of specs begins with another.
const ON_A_SCREEN = [
  'env',
  'TMPDIR=/tmp',
  'xvfb-run',
  '--auto-servernum',
  '--server-num',
  String(100 + 50 * Number(process.env['VITEST_POOL_ID'] ?? 0)),
  '--server-args',
  '-screen 0 640x1200x24',
];
const WITH_WINDOWS = 'blender --factory-startup -noaudio --window-geometry 0 0 640 1200 --python-exit-code 1'.split(
  ' ',
);

/** A current Blender, as a Python module. */
export const BPY = asModule(BPY_VERSION, BPY_HOME);

export const BLENDERS = [SYSTEM_BLENDER, BPY];

/** The newest Blender, as a Python module. Tests that use it say so with `NEEDS_NEWEST_BLENDER`. */
export const NEWEST_BLENDER = asModule(NEWEST_BPY_VERSION, NEWEST_BPY_HOME);
export const NEEDS_NEWEST_BLENDER = needs(
  `bpy ${NEWEST_BPY_VERSION}, which "npm test" installs if there is a Python 3.13`,
  existsSync(pythonIn(NEWEST_BPY_HOME)),
);

function asModule(version: string, home: string): Blender {
  return { name: `bpy ${version}`, command: (script) => [pythonIn(home), script, '--'] };
}
