import { z } from 'zod';

/** `plugins.last-rendered` in `flamenco-manager.yaml`. */
export const configSchema = z.strictObject({
  /** Images that wait while another one is scaled; further ones are refused until there is room. */
  queue_length: z.int().min(1).max(100).default(3),
  /** Of the JPEGs, 1-100. */
  quality: z.int().min(1).max(100).default(85),
});
export type LastRenderedConfig = z.infer<typeof configSchema>;
