import { z } from 'zod';
import { blenderPathCheckResultSchema } from './path-check.ts';

/** What the setup assistant has found out. */
export const setupAssistantConfigSchema = z
  .object({
    storageLocation: z.string().describe('Folder that the manager and all workers can reach.'),
    blenderExecutable: blenderPathCheckResultSchema.describe('As one of the checks of Blender answered it.'),
  })
  .meta({ id: 'SetupAssistantConfig' });
export type SetupAssistantConfig = z.infer<typeof setupAssistantConfigSchema>;
