import { z } from 'zod';
import { requiredText } from './parameter-kinds.ts';

/** Makes a directory with its parents. */
export const makeDirectoryCommand = {
  name: 'make-directory',
  parameters: z.object({ path: requiredText }),
} as const;
