import { z } from 'zod';
import { argumentList, requiredText } from './parameter-kinds.ts';

/** Runs any program, without a shell. */
export const execCommand = {
  name: 'exec',
  parameters: z.object({ exe: requiredText, args: argumentList }),
} as const;
