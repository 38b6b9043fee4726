import { spawnSync } from 'node:child_process';

/** How pip is called: a Python, and what comes before pip's own arguments. */
export type Pip = readonly [python: string, ...before: string[]];

/**
 * Runs the pip that every Python has inside, for making environments, without installing it. The Python of Blender has
 * no other.
 */
export const PIP_INSIDE = [
  'import ensurepip, pathlib, runpy, sys, sysconfig',
  'bundled = pathlib.Path(ensurepip.__file__).parent / "_bundled"',
  // Linux distributions keep it elsewhere.
  'folder = sysconfig.get_config_var("WHEEL_PKG_DIR") or bundled',
  'wheels = sorted(pathlib.Path(folder).glob("pip-*.whl"))',
  'sys.path.insert(0, str(wheels[-1]))',
  'sys.argv[0] = "pip"',
  'runpy.run_module("pip", run_name="__main__", alter_sys=True)',
].join('\n');

/** The first of these Pythons that has pip, and how to call that; undefined if none has. */
export function pipOf(pythons: readonly string[], works: (pip: Pip) => boolean = hasPip): Pip | undefined {
  const installed = pythons.map((python): Pip => [python, '-m', 'pip']);
  const inside = pythons.map((python): Pip => [python, '-c', PIP_INSIDE]);
  return [...installed, ...inside].find(works);
}

function hasPip([python, ...before]: Pip): boolean {
  return spawnSync(python, [...before, '--version'], { stdio: 'ignore' }).status === 0;
}
