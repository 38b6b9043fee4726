import { z } from 'zod';
import { apiTokenSchema } from '../api-token.ts';
import { timestampSchema, uuidSchema } from '../ids.ts';
import { MOST, text } from '../limits.ts';
import { newPasswordSchema, personRoleSchema, personSchema } from '../person.ts';
import { sessionSchema } from '../session.ts';

/** What somebody types to sign in. */
const typed = text(MOST.name);

/** Somebody who is known elsewhere, and is not let in here. */
const notAdmittedSchema = z.object({
  who: z.string().describe('What they are called there.'),
  why: z.enum(['no-role', 'disabled', 'no-name', 'has-account']),
});
export type NotAdmitted = z.infer<typeof notAdmittedSchema>;

/** Who somebody is to this farm, and what they may do. */
export const meSchema = z.object({
  mode: z.enum(['open', 'accounts', 'setup']).describe('`open`: nobody has to sign in; `setup`: not set up yet.'),
  person: personSchema.pick({ id: true, name: true, display_name: true, email: true, two_factor: true }).nullable(),
  role: personRoleSchema.nullable().describe('Null for those who may do next to nothing.'),
  let_in_by: z.enum(['open', 'session', 'token', 'worker', 'network', 'proxy', 'not-admitted', 'not-set-up', 'nobody']),
  not_admitted: notAdmittedSchema.nullable().describe('Why a person whom a trusted proxy names is not let in.'),
  uses_password: z.boolean().describe('Whether the person has a password, and may sign in with it.'),
  network: z.string().nullable().describe('The trusted network that somebody is in who did not sign in.'),
  may: z.array(z.string()).describe('All actions that they may do, at least with what is their own.'),
  may_to_all: z.array(z.string()).describe('The actions that they may do with everything.'),
  password_min_length: z.int(),
});
export type Me = z.infer<typeof meSchema>;

export const signInInputSchema = z.object({ nameOrEmail: typed.min(1), password: typed.min(1) });
export const signInAnswerSchema = z.object({
  second_factor_due: z.boolean().describe('Whether a code is needed as well.'),
});
export const sendCodeInputSchema = z.object({ kind: z.enum(['device', 'recovery']), code: typed.min(1) });

/** The secret of a link with which somebody chooses a password. */
export const linkSecretSchema = z.object({ secret: text(MOST.name).min(1) });
export const linkFactsSchema = z.object({
  kind: z.enum(['invitation', 'reset']),
  name: z.string(),
  display_name: z.string(),
});
export const useLinkInputSchema = linkSecretSchema.extend({
  password: newPasswordSchema,
  displayName: text(MOST.name).optional(),
});

export const changePasswordInputSchema = z.object({ current: typed.min(1), next: newPasswordSchema });
export const passwordInputSchema = z.object({ password: typed.min(1) });
export const deviceSetUpSchema = z.object({ uri: z.string(), recovery_codes: z.array(z.string()) });
export const recoveryCodesSchema = z.array(z.string());
export const ownSessionsSchema = z.array(sessionSchema.extend({ is_this: z.boolean() }));
export const personSessionsSchema = z.array(sessionSchema);
export const madeTokenSchema = apiTokenSchema.extend({ secret: z.string().describe('Shown this once.') });
export const tokenListSchema = z.array(apiTokenSchema);

/** A program that asks to act for the reader. What it says about itself is nothing but that. */
export const programFactsSchema = z.object({
  id: uuidSchema,
  program: z.string(),
  machine: z.string().describe('Empty if it did not say.'),
  user_name: z.string().describe('Likewise.'),
  address: z.string().describe('Where it asked from.'),
  is_this_address: z.boolean().describe('Whether the reader comes from there, too.'),
  actions: z.array(z.string()),
  created_at: timestampSchema,
  expires_at: timestampSchema,
});
export type ProgramFacts = z.infer<typeof programFactsSchema>;

/** A person in the list of people. */
export const personRowSchema = personSchema.extend({
  has_password: z
    .boolean()
    .describe('False for those who were invited and have not come yet, and for those who sign in elsewhere.'),
});
export type PersonRow = z.infer<typeof personRowSchema>;
/** A person as everybody sees them. */
export const personInShortSchema = personSchema.pick({
  id: true,
  name: true,
  display_name: true,
  role: true,
  disabled: true,
});

export const personLinkSchema = z.object({
  person: personSchema,
  path: z.string().describe('The path of the link, with its secret behind `#`. Shown this once.'),
  expires_at: z.string(),
});
export const personIdSchema = z.object({ id: uuidSchema });

/** How people may sign in. */
export const waysInSchema = z.object({
  password: z.enum(['everybody', 'admins']).describe('Who may sign in with a password.'),
  provider: z.string().nullable().describe('What the OpenID provider is called; null = there is none.'),
});
export type WaysIn = z.infer<typeof waysInSchema>;
export const departInputSchema = z.object({
  next: text(MOST.path).describe('Where the person wants to go, such as `/app/jobs`.'),
  again: z.boolean().optional().describe('Whether the provider is to ask who it is, even if it knows somebody.'),
});
/** Where the browser has to go. */
export const departureSchema = z.object({ address: z.string() });
/** The query of the address that the provider sent somebody back to; codes may be long. */
export const arriveInputSchema = z.object({ query: text(MOST.message) });
export const arrivalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('in'), next: z.string() }),
  z.object({ kind: z.literal('linked') }),
  notAdmittedSchema.extend({
    kind: z.literal('not-admitted'),
    provider: z.string(),
    sign_out_address: z.string().nullable().describe('Where somebody signs out of the provider, if that is possible.'),
  }),
]);
export const linkInputSchema = z.object({
  password: typed.optional().describe('Of this farm; not needed by people who have none.'),
});
export const providerLinkSchema = z.object({
  provider: z.string().nullable().describe('What the OpenID provider is called; null = there is none.'),
  links: z.array(z.object({ issuer: z.string(), since: z.string() })),
  may_unlink: z.boolean().describe('False if it is the only way in.'),
});
