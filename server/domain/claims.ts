import { folded, type PersonRole, personEmailSchema, personNameSchema, personRoleSchema } from '../contracts/person.ts';

/** What an OpenID provider says about somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** How claims become a role. */
export interface RoleRules {
  /** The claim that counts; empty = none does. */
  readonly roles_claim: string;
  readonly roles: Readonly<Record<string, PersonRole>>;
  readonly default_role: PersonRole | 'none';
}

/** What a person who is new here is made with. */
export interface ClaimedPerson {
  /** Undefined if the claims have nothing that could be a name. */
  readonly name: string | undefined;
  readonly displayName: string;
  /** Only if the provider has verified it: somebody else may have it otherwise. */
  readonly email: string | null;
}

const LONGEST_DISPLAY_NAME = 200;

/** The role that claims give; null = none, so the person is not admitted. Of several, the one that may do most. */
export function roleOfClaims(claims: Claims, { roles_claim, roles, default_role }: RoleRules): PersonRole | null {
  const given = roles_claim === '' ? [] : textsIn(claimAt(claims, roles_claim));
  const found = given.flatMap((value) => (Object.hasOwn(roles, value) ? [roles[value]] : []));
  // From admin down to viewer.
  const most = personRoleSchema.options.find((role) => found.includes(role));
  return most ?? (default_role === 'none' ? null : default_role);
}

/** Who the claims say that somebody is. @param nameClaim the claim that the name is taken from, if it is there */
export function personOfClaims(claims: Claims, nameClaim: string): ClaimedPerson {
  const { email, email_verified, name: fullName } = claims;
  const verified =
    email_verified === true && typeof email === 'string' ? personEmailSchema.safeParse(email) : undefined;
  const [name] = [claimAt(claims, nameClaim), email].flatMap(nameFrom);
  return {
    name,
    displayName: typeof fullName === 'string' ? visible(fullName).slice(0, LONGEST_DISPLAY_NAME) : '',
    email: verified?.success ? verified.data : null,
  };
}

/** What a page calls somebody who was not admitted. */
export function wordFor(claims: Claims, nameClaim: string): string {
  const named = [claimAt(claims, nameClaim), claims['email'], claims['name'], claims['sub']];
  const word = named.find((text): text is string => typeof text === 'string' && visible(text) !== '');
  return visible(word ?? 'somebody').slice(0, LONGEST_DISPLAY_NAME);
}

/** A claim may have dots in its name, or be inside others. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((value, part) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, part)
      ? (value as Record<string, unknown>)[part]
      : undefined;
  }, claims);
}

function textsIn(value: unknown): string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}

/** `Anna Lind@studio.example` becomes `anna-lind`. */
function nameFrom(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  const [before = ''] = folded(value).split('@');
  const tidied = before.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[._-]+|-+$/gu, '');
  const parsed = personNameSchema.safeParse(tidied);
  return parsed.success ? [parsed.data] : [];
}

function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim();
}
