import { z } from 'zod';

/** `plugins.blender` in `flamenco-manager.yaml`. */
export const configSchema = z.object({});
