import { z } from 'zod';

/** The default of a setting, as a file would have it. */
export function defaultOf(schema: z.ZodType): unknown {
  return z.encode(schema, schema.parse(undefined));
}
