import type { ResponseTable } from '../../trpc/init.ts';
import type { HttpAnswer } from '../write-answer.ts';

const FROM_THE_DOOR = new Set([401, 403, 408, 413, 429]);

/**
 * What is wrong with an answer that the operation's response table does not promise, such as a `null` or a missing
 * field that would make the Blender add-on fail; undefined if it is fine. Used in specs and in development, not on the
 * hot path. Some answers need not be listed, because any operation can give them and they are its `default`: 401, 403,
 * 408, 413, 429, and 500 and above.
 */
export function answerComplaint(operation: string, answer: HttpAnswer, responses: ResponseTable): string | undefined {
  const schema = responses[answer.status];
  if (schema === undefined) {
    return answer.status >= 500 || FROM_THE_DOOR.has(answer.status)
      ? undefined
      : `${operation} answered ${answer.status}, which it does not declare`;
  }
  if (schema === null)
    return answer.body === undefined ? undefined : `${operation} answered ${answer.status} with a body`;
  const sent =
    typeof answer.body === 'string' ? answer.body : (JSON.parse(JSON.stringify(answer.body ?? null)) as unknown);
  const checked = schema.safeParse(sent);
  if (checked.success) return undefined;
  const [issue] = checked.error.issues;
  return `${operation} answered ${answer.status} with ${issue?.path.join('.')}: ${issue?.message}`;
}
