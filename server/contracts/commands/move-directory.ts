import { z } from 'zod';
import { absolutePath } from './parameter-kinds.ts';

/** Renames a directory; one that is in the way is renamed first. */
export const moveDirectoryCommand = {
  name: 'move-directory',
  parameters: z.object({ src: absolutePath, dest: absolutePath }),
} as const;
