import { z } from 'zod';
import { timestampSchema, uuidSchema } from './ids.ts';
import { MOST, text } from './limits.ts';

/** What a person may be on the farm; `server/access/policy.ts` says what each may do. */
export const personRoleSchema = z
  .enum(['admin', 'wrangler', 'artist', 'viewer'])
  .meta({ id: 'PersonRole', description: 'Admins may do everything, viewers only look.' });
export type PersonRole = z.infer<typeof personRoleSchema>;

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
/** The most characters of a password; hashing takes as long for all of them. */
const LONGEST_PASSWORD = 128;

/** The form in which names and e-mail addresses are stored and compared, so that no two people look the same. */
export function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

/** The name that a person signs in with. It has no `@`, so that it cannot be taken for an e-mail address. */
export const personNameSchema = text(MOST.word)
  .transform(folded)
  .refine((name) => NAME.test(name), 'must begin with a letter or digit, and may have ".", "_" and "-" besides them');

/** An e-mail address; people may do without. */
export const personEmailSchema = text(MOST.name)
  .transform(folded)
  .refine((email) => EMAIL.test(email), 'is not an e-mail address');

/** A password that somebody chooses. How long it must be at least is a setting. */
export const newPasswordSchema = z
  .string()
  .max(LONGEST_PASSWORD, `must have at most ${LONGEST_PASSWORD} characters`)
  .refine((password) => !password.includes('\0'), 'must not contain NUL characters');

/** A person as other people see them. */
export const personSchema = z
  .object({
    id: uuidSchema,
    name: z.string(),
    display_name: z.string().describe('What the pages show; the name, if nothing else was chosen.'),
    email: z.string().nullable(),
    role: personRoleSchema,
    disabled: z.boolean().describe('Whether the person is kept from signing in.'),
    two_factor: z.boolean().describe('Whether signing in takes a code as well.'),
    created_at: timestampSchema,
    signed_in_at: timestampSchema.nullable().describe('When the person last signed in.'),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;

/** Somebody who is to have an account. */
export const newPersonSchema = z.object({
  name: personNameSchema,
  display_name: text(MOST.name).optional(),
  email: personEmailSchema.nullish(),
  role: personRoleSchema,
});
export type NewPerson = z.infer<typeof newPersonSchema>;

/** What is to change about a person; what is absent stays. */
export const personChangeSchema = z.object({
  name: personNameSchema.optional(),
  display_name: text(MOST.name).optional(),
  email: personEmailSchema.nullish().describe('Null removes the address.'),
  role: personRoleSchema.optional(),
  disabled: z.boolean().optional(),
});
export type PersonChange = z.infer<typeof personChangeSchema>;
