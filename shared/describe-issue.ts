import type { z } from 'zod';

/** Issues that one message names; more are counted. */
const MOST = 5;

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/**
 * What is wrong with a value, in the words of this house: `must be text`, `is missing`. A schema's own messages begin
 * in lower case and are passed on; zod's begin with a capital and are said again.
 */
export function describeIssue(issue: z.core.$ZodIssue): string {
  if (/^[^A-Z]/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined && issue.message.endsWith(' undefined')) return 'is missing';
      return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (!isCounted(issue.origin)) return `must be at least ${issue.minimum}`;
      if (Number(issue.minimum) === 1) return 'must not be empty';
      return `must have at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `must ${isCounted(issue.origin) ? 'have' : 'be'} at most ${issue.maximum}${unit(issue.origin)}`;
    default:
      return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  }
}

/**
 * The same for all that is wrong with data, each issue after the name of its field: `tasks[3].name: must be text;
 * priority: …`.
 * @param name of a field by its path; empty = the data as a whole, which `whole` names
 */
export function describeIssues(
  error: z.ZodError,
  { whole, name = fieldName }: { readonly whole: string; readonly name?: (path: readonly PropertyKey[]) => string },
): string {
  const texts = error.issues.slice(0, MOST).map((issue) => `${name(issue.path) || whole}: ${describeIssue(issue)}`);
  const rest = error.issues.length - texts.length;
  return [...texts, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

/** `['tasks', 3, 'name']` as `tasks[3].name`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, n) => (typeof part === 'number' ? `[${part}]` : `${n > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

function isCounted(origin: string): boolean {
  return unit(origin) !== '';
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
