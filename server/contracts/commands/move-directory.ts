import { z } from 'zod';
import { requiredText } from './parameter-kinds.ts';

/** Renames a directory; one that is in the way is renamed first. */
export const moveDirectoryCommand = {
  name: 'move-directory',
  parameters: z.object({ src: requiredText, dest: requiredText }),
} as const;
