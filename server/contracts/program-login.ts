import { z } from 'zod';
import { errorSchema } from './error.ts';
import { cutText, MOST, text } from './limits.ts';

/** The most characters of what a program says about itself that are kept and shown. */
const MOST_TOLD = 60;

/** A program without a browser asks to act for somebody (RFC 8628, 3.1). */
export const programLoginQuestionSchema = z
  .object({
    client_id: cutText(MOST_TOLD).describe('What the program is called; shown to whoever is asked.'),
    scope: text(MOST.note)
      .describe('What it wants to do: actions of the policy, such as `jobs.read`, with spaces between them.')
      .optional(),
    machine_name: cutText(MOST_TOLD).describe('The name of its computer; shown, and not believed.').optional(),
    user_name: cutText(MOST_TOLD).describe('Who uses it there; shown, and not believed.').optional(),
  })
  .meta({ id: 'DeviceLogInQuestion' });
export type ProgramLoginQuestion = z.infer<typeof programLoginQuestionSchema>;

/** What it gets to begin with (RFC 8628, 3.2). */
export const programLoginBeginningSchema = z
  .object({
    device_code: z.string().describe('What it asks for its token with; a secret.'),
    user_code: z.string().describe('What the person types on the page, or reads there to compare.'),
    verification_uri: z.string().describe('The page on which somebody allows it.'),
    verification_uri_complete: z.string().describe('The same, with the code.'),
    expires_in: z.int().describe('In seconds.'),
    interval: z.int().describe('How long to wait between two questions, in seconds.'),
  })
  .meta({ id: 'DeviceLogInBeginning' });

/** The grant type of RFC 8628. */
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** A program asks for its token (RFC 8628, 3.4). */
export const programTokenQuestionSchema = z
  .object({
    grant_type: text(MOST.word).describe(`\`${DEVICE_GRANT}\``),
    device_code: text(MOST.secret),
    client_id: text(MOST.name).optional(),
  })
  .meta({ id: 'DeviceTokenQuestion' });

/** The token. It is an ordinary API token of whoever allowed it. */
export const programTokenSchema = z
  .object({
    access_token: z.string().describe('To be sent as `Authorization: Bearer …`. Shown this once.'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('In seconds.'),
    scope: z.string(),
    user_name: z.string().describe('Whom the program acts for, as the pages call them.'),
  })
  .meta({ id: 'DeviceToken' });
export type ProgramToken = z.infer<typeof programTokenSchema>;

/** Why there is no token yet, or never will be (RFC 8628, 3.5; RFC 6749, 5.2). */
export const PROGRAM_REFUSALS = [
  'authorization_pending',
  'slow_down',
  'access_denied',
  'expired_token',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'unsupported_grant_type',
] as const;
export type ProgramRefusal = (typeof PROGRAM_REFUSALS)[number];

/** A refusal in the words of OAuth, beside our own. */
export const programRefusalSchema = errorSchema
  .extend({
    error: z.enum(PROGRAM_REFUSALS).optional().describe('Absent if the request could not be read at all.'),
    error_description: z.string().optional(),
  })
  .meta({ id: 'DeviceLogInRefusal' });

/** A program gives its token back (RFC 7009). */
export const tokenToEndSchema = z
  .object({ token: text(MOST.secret), token_type_hint: text(MOST.word).optional() })
  .meta({ id: 'TokenToEnd' });
