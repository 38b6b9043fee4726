import { z } from 'zod';

/**
 * `plugins.ssdp` in `flamenco-manager.yaml`. Flamenco 3's own setting for this is `autodiscoverable` in the same file.
 */
export const configSchema = z.object({});
