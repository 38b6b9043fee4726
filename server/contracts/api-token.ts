import { z } from 'zod';
import { timestampSchema, uuidSchema } from './ids.ts';
import { MOST, text } from './limits.ts';

/** The most actions that one token names; the policy has fewer. */
const MOST_ACTIONS = 200;

/** A token with which a program acts for a person. The token itself is shown once, when it is made. */
export const apiTokenSchema = z
  .object({
    id: uuidSchema,
    label: z.string(),
    prefix: z.string().describe('How the token begins, to tell it from others.'),
    actions: z.array(z.string()).nullable().describe('What it may do; null is all that its person may.'),
    created_at: timestampSchema,
    expires_at: timestampSchema.nullable(),
    last_used_at: timestampSchema.nullable().describe('At most a minute late.'),
    last_address: z.string().nullable(),
    revoked_at: timestampSchema.nullable(),
  })
  .meta({ id: 'ApiToken' });
export type ApiToken = z.infer<typeof apiTokenSchema>;

/** A token that is to be made. */
export const newApiTokenSchema = z.object({
  label: text(MOST.name).min(1),
  actions: z.array(text(MOST.word)).max(MOST_ACTIONS).nullish().describe('Absent or null: all that the person may.'),
  expires_at: text(MOST.word)
    .refine((moment) => !Number.isNaN(Date.parse(moment)), 'is not a moment like 2027-01-31T12:00:00Z')
    .nullish()
    .describe('Absent or null: never.'),
});
export type NewApiToken = z.infer<typeof newApiTokenSchema>;
