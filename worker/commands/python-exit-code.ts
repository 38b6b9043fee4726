/** What Blender is told to end with when a script on its command line raises an exception; not one of its own codes. */
const PYTHON_FAILED = 64;
const RUNS_PYTHON = new Set(['-P', '--python', '--python-text', '--python-expr']);

/** Whether an argument of Blender is followed by a script to run. */
export function runsPython(argument: string): boolean {
  return RUNS_PYTHON.has(argument);
}

/**
 * Changes Blender's own arguments (those before `--`) so that a failing script among them ends the render: without
 * `--python-exit-code`, Blender reports the error and goes on rendering with the scene as it happens to be. Arguments
 * that already name a code are left alone; 0 tells Blender to go on. `code` is what Blender then ends with; undefined
 * if a script cannot make the render fail.
 */
export function withPythonExitCode(args: readonly string[]): { readonly args: string[]; readonly code?: number } {
  const given = args.lastIndexOf('--python-exit-code');
  if (given >= 0) {
    const code = Number(args[given + 1]);
    return { args: [...args], ...(code > 0 && { code }) };
  }
  const script = args.findIndex(runsPython);
  if (script < 0) return { args: [...args] };
  // Inserted right before the first script: arguments at the front may belong to a program that wraps Blender.
  return { args: args.toSpliced(script, 0, '--python-exit-code', String(PYTHON_FAILED)), code: PYTHON_FAILED };
}
