import { z } from 'zod';

/** `plugins.ssdp` in `flamenco-manager.yaml`. What Flamenco 3 knows is `autodiscoverable` there. */
export const configSchema = z.object({});
