import { BPY_PYTHON, BPY_VERSION } from '#scripts/add-on/ensure-bpy.ts';

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

/** A current one, as a module for Python. */
export const BPY: Blender = { name: `bpy ${BPY_VERSION}`, command: (script) => [BPY_PYTHON, script, '--'] };

export const BLENDERS = [SYSTEM_BLENDER, BPY];
