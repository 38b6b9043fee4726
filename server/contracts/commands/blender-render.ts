import { z } from 'zod';
import { argumentList, exeArgs, requiredText } from './parameter-kinds.ts';

/** Renders with Blender. Its command line is `exe`, `exeArgs`, `argsBefore`, `blendfile`, `args`, in this order. */
export const blenderRenderCommand = {
  name: 'blender-render',
  parameters: z.object({
    exe: requiredText,
    exeArgs,
    argsBefore: argumentList,
    blendfile: z
      .string('must be given, as text; it may be empty')
      .regex(/^(?!-)/, 'must not begin with "-", or Blender would take it for an option; write its full path'),
    args: argumentList,
  }),
} as const;
