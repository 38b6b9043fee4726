import { z } from 'zod';

/** `plugins.joining` in `flamenco-manager.yaml`. */
export const configSchema = z.object({});
