import type { z } from 'zod';
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
 * What a person is told of data that was refused. A text that begins with "is" is about the value, which goes before
 * it: as it was `given`, and never that of a secret, nor an address that may hold one.
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

/** Messages of a declaration's own begin in lower case, those of zod do not and are said in the words of this house. */
function describe(issue: z.core.$ZodIssue, value: unknown): string {
  if (/^[a-z]/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return 'is missing';
      if (issue.expected === 'array') return 'must be a list';
      return KINDS[issue.expected] ?? 'must have keys of its own below it';
    case 'invalid_value':
      return `is none of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (issue.origin !== 'string' && issue.origin !== 'array') return `must be at least ${issue.minimum}`;
      return issue.minimum === 1 ? 'must not be empty' : `must have at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `must ${unit(issue.origin) === '' ? 'be' : 'have'} at most ${issue.maximum}${unit(issue.origin)}`;
    default:
      return 'cannot be used';
  }
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

/** The value with a space behind it; empty when it must not be told, or there is none. */
function shown(tree: z.ZodObject, path: KeyPath, value: unknown): string {
  const secret = secretAt(tree, path);
  const schema = schemaAt(tree, path);
  const text = JSON.stringify(schema ? hideSecrets(schema, value) : value) as string | undefined;
  if (secret === true || text === undefined) return '';
  // An address that is wrong may have its password anywhere.
  if (secret === 'in-address' && (value === '' || text.includes('//'))) return '';
  return `${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text} `;
}
