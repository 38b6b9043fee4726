/** Blender ends with this when a script of its command line raises; none of its own codes. */
const PYTHON_FAILED = 64;
const RUNS_PYTHON = new Set(['-P', '--python', '--python-text', '--python-expr']);

/**
 * Blender's arguments such that a failing script of theirs ends the render: without `--python-exit-code` Blender tells of the error and
 * renders on, with the scene as it happens to be. Arguments that name a code themselves are left alone; 0 is Blender's "render on".
 * `code` is what Blender then ends with; undefined when a script cannot fail the render.
 */
export function withPythonExitCode(args: readonly string[]): { readonly args: string[]; readonly code?: number } {
  const ownArgs = args.indexOf('--');
  const forBlender = ownArgs < 0 ? args : args.slice(0, ownArgs);
  const given = forBlender.lastIndexOf('--python-exit-code');
  if (given >= 0) {
    const code = Number(forBlender[given + 1]);
    return { args: [...args], ...(code > 0 && { code }) };
  }
  const script = forBlender.findIndex((argument) => RUNS_PYTHON.has(argument));
  if (script < 0) return { args: [...args] };
  // Right before the first script: what stands at the front may belong to a program that wraps Blender.
  return { args: args.toSpliced(script, 0, '--python-exit-code', String(PYTHON_FAILED)), code: PYTHON_FAILED };
}
