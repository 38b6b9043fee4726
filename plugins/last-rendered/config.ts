import { z } from 'zod';
import { setting } from '#server/config/declaration/setting.ts';

/** `plugins.last-rendered` in `flamenco-manager.yaml`. */
export const configSchema = z.object({
  queue_length: setting(z.int().min(1).max(100), {
    default: 3,
    description:
      'How many pictures may wait while another one is scaled down. Pictures beyond that are refused until there is room.',
  }),
  quality: setting(z.int().min(1).max(100), {
    default: 85,
    description: 'The quality of the JPEGs, from 1 to 100.',
  }),
});
export type LastRenderedConfig = z.infer<typeof configSchema>;
