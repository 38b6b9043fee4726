import { z } from 'zod';
import { parseGoDuration } from '../domain/duration.ts';
import { databaseComplaint } from './database-location.ts';
import { parseListenAddress } from './listen-address.ts';

/** YAML 1.1 words for yes and no, which Flamenco 3 reads too. */
const BOOLEAN_WORDS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  y: true,
  false: false,
  no: false,
  off: false,
  n: false,
};

/** Any text. */
export const textValue = z.string({ error: (issue) => complaint(issue.input, 'is not a text') });

/** True or false, also as YAML 1.1 writes them. */
export const booleanValue = z.unknown().transform((value, context) => {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? BOOLEAN_WORDS[value.toLowerCase()] : undefined;
  return word ?? refuse(context, value, 'is neither true nor false');
});

/** True or false of JSON. */
export const jsonBooleanValue = z.boolean({ error: (issue) => complaint(issue.input, 'is neither true nor false') });

/** A whole number of at least 0, also as text. */
export const countValue = z.unknown().transform((value, context) => {
  const isCount =
    (typeof value === 'string' && /^\+?\d{1,9}$/.test(value)) ||
    (typeof value === 'number' && Number.isInteger(value) && value >= 0);
  return isCount ? Number(value) : refuse(context, value, 'is not a whole number of at least 0');
});

/** A whole number of at least 0 of JSON. */
export const jsonCountValue = z.unknown().transform((value, context) => {
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return isCount ? value : refuse(context, value, 'is not a whole number of at least 0');
});

/** Milliseconds, written as a duration in Go notation. */
export const durationValue = z.unknown().transform((value, context) => {
  const milliseconds = typeof value === 'string' ? parseGoDuration(value) : undefined;
  if (milliseconds === undefined) return refuse(context, value, 'is not a duration like 90s or 10m0s');
  return milliseconds < 0 ? refuse(context, value, 'is negative; write 0s or more') : milliseconds;
});

/** Where to listen, as text. */
export const listenValue = textValue.refine((text) => parseListenAddress(text) !== undefined, {
  error: (issue) => complaint(issue.input, 'is not an address like :8080 or 192.168.1.5:8080'),
});

/** Which database to open, as text. */
export const databaseValue = textValue.superRefine((text, context) => {
  const message = databaseComplaint(text);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** The version of the file's format. */
export const versionValue = z.unknown().transform((value, context) => {
  if (value === '3' || value === 3) return 3 as const;
  return value === undefined
    ? refuse(context, value, 'is missing; only version 3 is supported, write "_meta: {version: 3}"')
    : refuse(context, value, 'is not a supported version; only 3 is');
});

function refuse(context: z.RefinementCtx, value: unknown, text: string): never {
  context.addIssue({ code: 'custom', message: value === undefined ? text : complaint(value, text) });
  return z.NEVER;
}

function complaint(value: unknown, text: string): string {
  const written = JSON.stringify(value) ?? 'nothing';
  return `${written.length > 80 ? `${written.slice(0, 80)}…` : written} ${text}`;
}
