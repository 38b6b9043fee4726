import { z } from 'zod';
import { MOST, text } from './limits.ts';

export const pathCheckInputSchema = z.object({ path: text(MOST.path) }).meta({ id: 'PathCheckInput' });

export const pathCheckResultSchema = z
  .object({
    path: z.string().describe('The path that was asked about.'),
    is_usable: z.boolean(),
    cause: z.string().describe('Why it is not usable or, if it is, what was found.'),
  })
  .meta({ id: 'PathCheckResult' });
export type PathCheckResult = z.infer<typeof pathCheckResultSchema>;

export const blenderPathSourceSchema = z
  .enum(['file_association', 'path_envvar', 'system_location', 'input_path', 'default'])
  .meta({ id: 'BlenderPathSource' });
export type BlenderPathSource = z.infer<typeof blenderPathSourceSchema>;

export const blenderPathCheckResultSchema = z
  .object({
    input: text(MOST.path).describe('The text that was asked about.'),
    path: text(MOST.path).describe('The executable that was found; empty if it is not usable.'),
    source: blenderPathSourceSchema,
    is_usable: z.boolean(),
    cause: text(MOST.message).describe("Blender's version, or why it is not usable."),
  })
  .meta({ id: 'BlenderPathCheckResult' });
export type BlenderPathCheckResult = z.infer<typeof blenderPathCheckResultSchema>;
export const blenderPathFindResultSchema = z.array(blenderPathCheckResultSchema).meta({ id: 'BlenderPathFindResult' });
