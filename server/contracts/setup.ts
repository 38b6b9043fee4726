import { z } from 'zod';
import { blenderPathCheckResultSchema } from './path-check.ts';

/** What the setup assistant found out. */
export const setupAssistantConfigSchema = z
  .object({
    storageLocation: z.string().describe('Folder that the manager and all workers can reach.'),
    blenderExecutable: blenderPathCheckResultSchema.describe('The answer of one of the Blender checks.'),
  })
  .meta({ id: 'SetupAssistantConfig' });
export type SetupAssistantConfig = z.infer<typeof setupAssistantConfigSchema>;
