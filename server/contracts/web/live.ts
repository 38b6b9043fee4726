import { z } from 'zod';
import type { FarmEvent } from '../event.ts';
import { uuidSchema } from '../ids.ts';

/** Follow events after this one; absent = from now on. With `jobId`, task events of that job come too. */
export const liveEventsInputSchema = z.object({ lastEventId: z.string().nullish(), jobId: uuidSchema.optional() });

/**
 * What a page's live subscription yields. `gap` says that events were missed (the log no longer holds them):
 * fetch everything again.
 */
export type LiveMessage = { kind: 'event'; event: FarmEvent } | { kind: 'gap' };

export const liveLogInputSchema = z.object({
  taskId: uuidSchema,
  lastEventId: z.string().nullish(),
  offset: z.int().min(0).default(0),
});
export interface LiveLogChunk {
  readonly offset: number;
  readonly text: string;
}

/** What the header of every page shows. */
export const farmInfoSchema = z.object({
  name: z.string(),
  version: z.string(),
  status: z.string(),
  workers: z.object({ awake: z.int(), total: z.int() }),
  access: z.enum(['open']).describe('Open: everybody on the network may do everything.'),
  addOnUrl: z.string().nullable(),
  plugins: z.array(z.string()).describe('Ids of the plugins that run.'),
});
