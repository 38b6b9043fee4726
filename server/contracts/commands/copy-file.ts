import { z } from 'zod';
import { absolutePath } from './parameter-kinds.ts';

/** Copies one file to a place where there is no file yet. */
export const copyFileCommand = {
  name: 'copy-file',
  parameters: z.object({ src: absolutePath, dest: absolutePath }),
} as const;
