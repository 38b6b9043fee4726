import type { HostileAnswer, HostileRequest, Target } from './target.ts';
import type { Try } from './table.ts';

/** What a refusal, an answer or nothing at all may be: statuses, or a look at the answer. */
export type Holds = readonly number[] | ((answer: HostileAnswer, target: Target) => string | undefined);

const REFUSALS = [0, 400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 413, 414, 415, 416, 421, 422, 426, 429, 431];

/**
 * A try that is one request.
 * @param holds the statuses it may be answered with, or a look at the answer; usually any clean refusal. Whatever it
 *   is, a server error, a stack or a place on the manager's disk in the answer never holds.
 */
export function requestTry(name: string, hostile: HostileRequest, holds: Holds = REFUSALS): Try {
  return {
    name,
    run: async (target) => {
      const answer = await target.send(hostile);
      return indecency(answer, target) ?? (typeof holds === 'function' ? holds(answer, target) : among(answer, holds));
    },
  };
}

/** For tries that may be taken as well as refused, as long as the answer is clean. */
export const DECENT: Holds = () => undefined;

function among({ status, text }: HostileAnswer, statuses: readonly number[]): string | undefined {
  return statuses.includes(status) ? undefined : `was answered with ${status}: ${text.slice(0, 200)}`;
}

/** What no answer may be, whatever was asked. */
function indecency({ status, text }: HostileAnswer, { home }: Target): string | undefined {
  if (status >= 500 && status !== 503) return `was answered with ${status}: ${text.slice(0, 200)}`;
  if (/\n\s+at .+:\d+:\d+/.test(text) || text.includes('node_modules/')) return `shows a stack: ${text.slice(0, 400)}`;
  if (/root:[x*]?:0:0:/.test(text)) return 'shows /etc/passwd';
  if (status >= 400 && text.includes(home)) return `shows a place on the disk: ${text.slice(0, 400)}`;
  return undefined;
}
