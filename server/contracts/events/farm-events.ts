import { z } from 'zod';
import { farmStatusReportSchema, farmStatusSchema } from '../farm.ts';
import { uuidSchema } from '../ids.ts';
import { lastRenderedSchema } from '../job.ts';

/** A worker tag as it is now or, if it was removed, as it was. */
export const workerTagEventSchema = z.object({
  tag: z.object({ id: z.string(), name: z.string(), description: z.string() }),
  removed: z.literal(true).optional(),
});

/** A job has a new picture. */
export const lastRenderedEventSchema = z.object({
  job: z.object({ id: uuidSchema, name: z.string() }),
  thumbnail: lastRenderedSchema,
});

export const lifeCycleEventSchema = z.object({ type: z.enum(['manager-startup', 'manager-shutdown']) });

export const farmStatusEventSchema = farmStatusReportSchema.extend({ previous_status: farmStatusSchema.optional() });

/** Never contains the values, since some of them are secrets. */
export const settingsEventSchema = z.object({
  keys: z.array(z.string()).describe('The top-level keys that have changed.'),
});

/** A subscriber could not handle an event, or somebody has dealt with one that it could not handle. */
export const deadLetterEventSchema = z.object({
  id: uuidSchema,
  subscriber: z.string(),
  /** The event that could not be handled. */
  event: z.object({ seq: z.int(), type: z.string() }),
  error: z.string(),
  tries: z.int(),
  /** Absent while it waits for somebody to deal with it. */
  settled: z.enum(['handled', 'dismissed']).optional(),
});
