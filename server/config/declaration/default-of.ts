import { z } from 'zod';

/** A setting's default, in the notation of the file. */
export function defaultOf(schema: z.ZodType): unknown {
  return z.encode(schema, schema.parse(undefined));
}
