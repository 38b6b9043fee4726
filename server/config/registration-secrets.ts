import { z } from 'zod';

/** Shorter ones could be guessed by trying. */
const SHORTEST = 16;
const LONGEST = 200;
/** The characters that an HTTP header carries unchanged. */
const PRINTABLE = /^[\x21-\x7e]+$/;

const secretKind = (mayBeEmpty: boolean) =>
  z.string().superRefine((secret, context) => {
    const message = mayBeEmpty && secret === '' ? undefined : complaintAbout(secret);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** One text, or a list of texts that are all valid. Kept as it was written, so that saving does not change the file. */
export const registrationSecretKind = z.union([secretKind(true), z.array(secretKind(false))], {
  error: (issue) => unionComplaint(issue.input),
});

/** The valid secrets; none means that no secret is needed. */
export function registrationSecrets(settings: { worker_registration_secret: string | string[] }): readonly string[] {
  const { worker_registration_secret: value } = settings;
  if (typeof value === 'string') return value === '' ? [] : [value];
  return value;
}

function unionComplaint(value: unknown): string {
  const isWellShaped = (item: unknown): item is string => typeof item === 'string';
  const items = Array.isArray(value) ? value : [value];
  const complaint = items.every(isWellShaped)
    ? items.map(complaintAbout).find((text) => text !== undefined)
    : undefined;
  return complaint ?? 'is neither a text nor a list of texts';
}

function complaintAbout(secret: string): string | undefined {
  if (secret.length < SHORTEST) return `is too short; a registration secret has at least ${SHORTEST} characters`;
  if (secret.length > LONGEST) return `is too long; a registration secret has at most ${LONGEST} characters`;
  return PRINTABLE.test(secret) ? undefined : 'may only have ASCII letters, digits and punctuation, and no spaces';
}
