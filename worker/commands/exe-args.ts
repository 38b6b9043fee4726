import { z } from 'zod';
import { splitShellWords } from '#server/contracts/shell-words.ts';

/** Arguments that belong to an executable, written as on a command line: `exeArgs` of blender-render and frames-to-video. */
export const exeArgs = z
  .string('must be text')
  .nullish()
  .transform((text, context) => {
    try {
      return splitShellWords(text ?? '');
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
