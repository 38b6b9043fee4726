import { z } from 'zod';
import { timestampSchema, uuidSchema } from './ids.ts';

/** One browser in which a person is signed in. */
export const sessionSchema = z
  .object({
    id: uuidSchema,
    created_at: timestampSchema,
    expires_at: timestampSchema.describe('When it ends at the latest; it ends earlier if it is not used.'),
    last_used_at: timestampSchema.describe('At most a minute late.'),
    address: z.string().describe('Where the person signed in from.'),
    user_agent: z.string(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

/** Why a session ended before its time. */
export const sessionEndSchema = z.enum(['signed-out', 'ended', 'replaced', 'password', 'role', 'disabled', 'removed']);
export type SessionEnd = z.infer<typeof sessionEndSchema>;
