import type { z } from 'zod';
import { describeIssue } from '#shared/describe-issue.ts';
import { hideSecrets } from '../secrets.ts';
import { valueAt } from './plain-data.ts';
import { type KeyPath, schemaAt, secretAt } from './tree.ts';

/** What is wrong with the first bad key. */
export interface Complaint {
  readonly path: KeyPath;
  readonly text: string;
}

const LONGEST_VALUE = 80;
const KINDS: Readonly<Record<string, string>> = {
  string: 'is not a text',
  boolean: 'is neither true nor false',
  int: 'is not a whole number',
  number: 'is not a number',
};

/**
 * What a person is told about data that was refused. A text that begins with "is" is about the value, which is put in
 * front of it as it was `given`, but never if it is a secret or an address that may contain one.
 */
export function complaintOf(tree: z.ZodObject, error: z.ZodError, given: unknown): Complaint {
  const [issue] = error.issues;
  if (!issue) return { path: [], text: 'cannot be used' };
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  const value = valueAt(given, issue.path);
  const text = describe(issue, value);
  const subject = text.startsWith('is ') ? shown(tree, issue.path, value) : '';
  return { path: issue.path, text: `${subject}${text}${more}` };
}

/**
 * The same text as everywhere, except that a wrong type becomes a text about the value, which is put in front of it.
 */
function describe(issue: z.core.$ZodIssue, value: unknown): string {
  const told = describeIssue(issue);
  if (told === issue.message || value === undefined) return told;
  if (issue.code === 'invalid_value') return `is not one of ${issue.values.map(String).join(', ')}`;
  if (issue.code !== 'invalid_type' || issue.expected === 'array') return told;
  return KINDS[issue.expected] ?? 'must have keys of its own below it';
}

/** The value, followed by a space; empty if it must not be shown or if there is none. */
function shown(tree: z.ZodObject, path: KeyPath, value: unknown): string {
  const secret = secretAt(tree, path);
  const schema = schemaAt(tree, path);
  const text = JSON.stringify(schema ? hideSecrets(schema, value) : value) as string | undefined;
  if (secret === true || text === undefined) return '';
  // In a malformed address, the password may be anywhere.
  if (secret === 'in-address' && (value === '' || text.includes('//'))) return '';
  return `${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text} `;
}
