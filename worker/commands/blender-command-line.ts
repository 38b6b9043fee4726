import { endsBlenderOptions } from '#shared/blender-options.ts';

/** What a command line of Blender is made of, in the order in which it is written. */
export interface BlenderArguments {
  readonly exe: string;
  readonly exeArgs: readonly string[];
  readonly argsBefore: readonly string[];
  /** Empty: none. */
  readonly blendfile: string;
  readonly args: readonly string[];
}

export interface BlenderCommandLine {
  /** What Blender reads itself, the blend file included. */
  readonly options: readonly string[];
  /** What Cycles, add-ons and scripts find behind `--`. */
  readonly forScripts: readonly string[];
}

/**
 * The command line of Blender. It reads no options after `--`, so what follows one in `exeArgs` or `argsBefore` goes
 * to the very end, before what a job has behind its own `--`. As it is written, Blender would neither open the file nor
 * render.
 */
export function blenderCommandLine({
  exe,
  exeArgs,
  argsBefore,
  blendfile,
  args,
}: BlenderArguments): BlenderCommandLine {
  const front = [...exeArgs, ...argsBefore];
  const parts = [
    cut(exeArgs, (index) => endsBlenderOptions(exe, front, index)),
    cut(argsBefore, (index) => endsBlenderOptions(exe, front, exeArgs.length + index)),
    { options: blendfile === '' ? [] : [blendfile], forScripts: [] },
    cut(args, (index) => args[index] === '--'),
  ];
  return {
    options: parts.flatMap((part) => part.options),
    forScripts: parts.flatMap((part) => part.forScripts),
  };
}

/** The arguments as they are passed on. */
export function argumentsOf({ options, forScripts }: BlenderCommandLine): string[] {
  return forScripts.length === 0 ? [...options] : [...options, '--', ...forScripts];
}

function cut(words: readonly string[], isEnd: (index: number) => boolean): BlenderCommandLine {
  const end = words.findIndex((_word, index) => isEnd(index));
  return end < 0
    ? { options: words, forScripts: [] }
    : { options: words.slice(0, end), forScripts: words.slice(end + 1) };
}
