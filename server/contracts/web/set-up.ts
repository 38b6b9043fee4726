import { z } from 'zod';
import { MOST, text } from '../limits.ts';
import { blenderPathCheckResultSchema } from '../path-check.ts';
import { newPasswordSchema, personNameSchema } from '../person.ts';

/** The secret of the link that a manager without a configuration prints. */
export const setUpSecretSchema = z.object({ secret: text(MOST.word).min(1) });
export const setUpPathSchema = setUpSecretSchema.extend({ path: text(MOST.path) });

/** What the set-up page has to know. */
export const setUpFactsSchema = z.object({
  home: z.string().describe('The folder in which the configuration will be written.'),
  expires_at: z.string(),
  password_min_length: z.int(),
});

/** All that somebody chose on the set-up page. */
export const finishSetUpSchema = z.object({
  access: z.enum(['open', 'accounts']),
  admin: z.object({ name: personNameSchema, password: newPasswordSchema }).optional(),
  storage: text(MOST.path),
  blender: blenderPathCheckResultSchema,
});
export type FinishSetUp = z.infer<typeof finishSetUpSchema>;
