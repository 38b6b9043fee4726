import { z } from 'zod';

/** The body of every refused request. Both fields are always sent; the Blender add-on needs `code`. */
export const errorSchema = z
  .object({
    code: z.int().describe('The HTTP status, repeated for clients that see only the body.'),
    message: z.string().describe('What is wrong, with the name of the field or file, and what to do about it.'),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof errorSchema>;

/** The body of a refused worker log-in. `code` is sent too, although Flamenco 3 leaves it out. */
export const securityErrorSchema = z.object({ code: z.int(), message: z.string() }).meta({ id: 'SecurityError' });
