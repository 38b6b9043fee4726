import { z } from 'zod';
import { absolutePath } from './parameter-kinds.ts';

/** Creates a directory and its parents. */
export const makeDirectoryCommand = {
  name: 'make-directory',
  parameters: z.object({ path: absolutePath }),
} as const;
