import { z } from 'zod';
import { apiTokenSchema } from '../api-token.ts';
import { timestampSchema } from '../ids.ts';
import { personSchema } from '../person.ts';
import { sessionEndSchema, sessionSchema } from '../session.ts';

const personInShort = personSchema.pick({ id: true, name: true });

/** A person as they are now or, if they were removed, as they were. Holds no secrets. */
export const personEventSchema = z.object({
  person: personSchema.omit({ signed_in_at: true }),
  /**
   * The fields of `person` that have changed, and also `created`, `removed`, `password`, `recovery_codes`, `linked` and
   * `unlinked` (an account of a provider), and `link`: somebody made a link with which the person can choose a
   * password.
   */
  changed: z.array(z.string()),
  /** What the changed fields of `person` were before. */
  before: personSchema.partial().optional(),
  /** The new link, which is good for one use. */
  link: z.object({ kind: z.enum(['invitation', 'reset']), expires_at: timestampSchema }).optional(),
});
export type PersonEvent = z.infer<typeof personEventSchema>;

/** Somebody signed in or out. */
export const sessionEventSchema = z.object({
  session: sessionSchema.omit({ last_used_at: true }),
  person: personInShort,
  /** Absent: it has begun. */
  ended: sessionEndSchema.optional(),
});
export type SessionEvent = z.infer<typeof sessionEventSchema>;

/** A token was made or revoked. */
export const tokenEventSchema = z.object({
  token: apiTokenSchema.omit({ last_used_at: true, last_address: true }),
  person: personInShort,
});
export type TokenEvent = z.infer<typeof tokenEventSchema>;
