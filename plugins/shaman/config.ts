import { z } from 'zod';

/** `plugins.shaman` in `flamenco-manager.yaml`. What Flamenco 3 knows is under `shaman:` there. */
export const configSchema = z.strictObject({});
