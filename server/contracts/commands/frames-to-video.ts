import { z } from 'zod';
import { argumentList, exeArgs, requiredText } from './parameter-kinds.ts';

/** Makes a video from rendered frames with FFmpeg. */
export const framesToVideoCommand = {
  name: 'frames-to-video',
  parameters: z.object({
    exe: requiredText,
    exeArgs,
    fps: z.number('must be given, as a number').positive('must be more than 0'),
    inputGlob: requiredText,
    outputFile: requiredText,
    argsBefore: argumentList,
    args: argumentList,
  }),
} as const;
