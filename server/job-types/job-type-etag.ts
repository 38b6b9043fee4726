import { createHash } from 'node:crypto';
import type { JobType } from '../contracts/job-type.ts';

/**
 * The etag of a job type: lower-case hexadecimal SHA-1 of all that a client sees of it, and of nothing else, so that
 * a change of the compile code does not ask artists to refresh. Rendered as Flamenco 3 does: compact
 * JSON, keys in alphabetical order, absent keys left out, an empty etag, `<`, `>` and `&` escaped.
 */
export function jobTypeEtag(jobType: Omit<JobType, 'etag'>): string {
  const json = JSON.stringify(sortKeys({ ...jobType, etag: '' }));
  const escaped = json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return createHash('sha1').update(escaped).digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
