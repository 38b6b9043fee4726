import type { z } from 'zod';
import { FarmError } from '../domain/errors.ts';

const MAX_ISSUES = 5;

/**
 * A refused request in words for the one who sent it: each field by its name in the JSON body (or of the path
 * parameter) and what it must be. `settings.frames: must be text`, `priority: must be at most 100`.
 */
export function inputError(error: z.ZodError): FarmError {
  const texts = error.issues.slice(0, MAX_ISSUES).map((issue) => `${fieldName(issue.path)}: ${rule(issue)}`);
  const rest = error.issues.length - texts.length;
  if (rest > 0) texts.push(`and ${rest} more`);
  return new FarmError('bad-request', { message: texts.join('; '), cause: error });
}

/** `['body', 'tasks', 3, 'name']` as `tasks[3].name`. */
function fieldName(path: readonly PropertyKey[]): string {
  const inBody = path[0] === 'body' ? path.slice(1) : path;
  const name = inBody
    .map((part, n) => (typeof part === 'number' ? `[${part}]` : `${n > 0 ? '.' : ''}${String(part)}`))
    .join('');
  return name || 'the request body';
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function rule(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined && issue.message.endsWith(' undefined')) return 'is missing';
      return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unit(issue.origin)}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? Number(issue.minimum) === 1
          ? 'must not be empty'
          : `must have at least ${issue.minimum}${unit(issue.origin)}`
        : `must be at least ${issue.minimum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  }
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' entries long' : '';
}
