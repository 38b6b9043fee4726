import { z } from 'zod';
import { blenderPathCheckResultSchema } from './path-check.ts';
import { MOST, text } from './limits.ts';

/** What the setup assistant found out. */
export const setupAssistantConfigSchema = z
  .object({
    storageLocation: text(MOST.path).describe('Folder that the manager and all workers can reach.'),
    blenderExecutable: blenderPathCheckResultSchema.describe('The answer of one of the Blender checks.'),
  })
  .meta({ id: 'SetupAssistantConfig' });
export type SetupAssistantConfig = z.infer<typeof setupAssistantConfigSchema>;
