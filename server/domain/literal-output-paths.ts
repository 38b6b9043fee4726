import type { Command } from '../contracts/command.ts';

const OUTPUT_OPTIONS: ReadonlySet<unknown> = new Set(['-o', '--render-output']);

/**
 * From 4.5 on, Blender reads `{name}` in the scene's output path as a template, and doubled brackets as brackets;
 * before that, brackets are just part of a name. Only Blender knows its version, so Blender has to double them.
 */
export const DOUBLE_BRACKETS =
  'import bpy; r = bpy.context.scene.render; bpy.app.version >= (4, 5) and ' +
  'setattr(r, "filepath", r.filepath.replace("{", "{{").replace("}", "}}"))';

/**
 * Commands that make every Blender write into the folder that its arguments name, curly brackets included. Call this
 * when variables have been expanded: a path that still begins with a bracket has a variable without a value in front,
 * not a folder, and is left as it is.
 */
export function withLiteralOutputPaths(commands: readonly Command[]): Command[] {
  return commands.map((command) => {
    const { args } = command.parameters;
    if (command.name !== 'blender-render' || !Array.isArray(args)) return command;
    return { ...command, parameters: { ...command.parameters, args: literalOutputPaths(args) } };
  });
}

function literalOutputPaths(args: readonly unknown[]): unknown[] {
  const ownArguments = args.indexOf('--');
  const end = ownArguments < 0 ? args.length : ownArguments;
  return args.flatMap((argument, index) => {
    const isOutput = index > 0 && index < end && OUTPUT_OPTIONS.has(args[index - 1]);
    return isOutput && hasBrackets(argument) ? [argument, '--python-expr', DOUBLE_BRACKETS] : [argument];
  });
}

function hasBrackets(path: unknown): boolean {
  return typeof path === 'string' && /^[^{].*[{}]|^\}/s.test(path);
}
