import { BPY_HOME, BPY_VERSION } from '#scripts/add-on/ensure-bpy.ts';
import { pythonIn } from '#scripts/system/python-environment.ts';

/** A Blender that runs a Python script without a window. */
export interface Blender {
  readonly name: string;
  /** The words that run the script; what follows `--` is the script's. */
  command(script: string): string[];
}

/** The one that the system has (3.4.1 on Debian 12). */
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

/** The system's with its windows, on a screen that nobody sees. Scripts end it themselves, with `window.play()`. */
export const BLENDER_WITH_WINDOWS: Blender = {
  name: 'Blender of the system with windows',
  command: (script) => [...ON_A_SCREEN, ...WITH_WINDOWS, '--python', script, '--'],
};
// xvfb-run cannot have blanks in the path of its key.
const ON_A_SCREEN = ['env', 'TMPDIR=/tmp', 'xvfb-run', '--auto-servernum', '--server-args', '-screen 0 640x1200x24'];
const WITH_WINDOWS = 'blender --factory-startup -noaudio --window-geometry 0 0 640 1200 --python-exit-code 1'.split(
  ' ',
);

/** The Python that can `import bpy`, where it was installed. */
const BPY_PYTHON = pythonIn(BPY_HOME);
/** A current one, as a module for Python. */
export const BPY: Blender = { name: `bpy ${BPY_VERSION}`, command: (script) => [BPY_PYTHON, script, '--'] };

export const BLENDERS = [SYSTEM_BLENDER, BPY];
