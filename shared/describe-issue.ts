import type { z } from 'zod';

/** Issues that one message names; more are counted. */
const MOST = 5;
/** The most characters about one issue. Names of fields and values are quoted, and may be as long as a request. */
const LONGEST = 500;

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
    case 'invalid_key': {
      const [about] = issue.issues;
      return `has a name that ${about ? describeIssue(about) : 'is not allowed'}`;
    }
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
  const texts = error.issues
    .slice(0, MOST)
    .map((issue) => cut(`${cut(name(issue.path)) || whole}: ${describeIssue(issue)}`));
  const rest = error.issues.length - texts.length;
  return [...texts, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

/** `['tasks', 3, 'name']` as `tasks[3].name`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, n) => (typeof part === 'number' ? `[${part}]` : `${n > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}…`;
}

function isCounted(origin: string): boolean {
  return unit(origin) !== '';
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
