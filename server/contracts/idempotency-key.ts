import { z } from 'zod';

/** The name of the header, in lower case. */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';

/** A text that a client makes up for one job, such as a UUID. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters, such as a UUID')
  .meta({
    description:
      'A text that you make up for this job, such as a UUID: 1 to 255 visible ASCII characters. Whoever repeats the request with the same key and body within 24 hours gets the job that the first one made.',
  });
