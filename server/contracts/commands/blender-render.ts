import { z } from 'zod';
import { argumentList, exeArgs, requiredText } from './parameter-kinds.ts';

/** Renders with Blender. Its command line is `exe`, `exeArgs`, `argsBefore`, `blendfile`, `args`, in this order. */
export const blenderRenderCommand = {
  name: 'blender-render',
  parameters: z.object({
    exe: requiredText,
    exeArgs,
    argsBefore: argumentList,
    blendfile: z.string('must be given, as text; it may be empty'),
    args: argumentList,
  }),
} as const;
