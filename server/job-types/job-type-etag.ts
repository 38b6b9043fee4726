import { createHash } from 'node:crypto';
import type { JobType } from '../contracts/job-type.ts';
import { sortKeys } from '#shared/sort-keys.ts';

/**
 * The etag of a job type: the lower-case hexadecimal SHA-1 of everything that a client sees of it, and nothing else, so
 * that artists need not refresh when only the compile code has changed. The text is written as Flamenco 3 does it:
 * compact JSON, keys in alphabetical order, absent keys left out, an empty etag, and `<`, `>` and `&` escaped.
 */
export function jobTypeEtag(jobType: Omit<JobType, 'etag'>): string {
  const json = JSON.stringify(sortKeys({ ...jobType, etag: '' }));
  const escaped = json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return createHash('sha1').update(escaped).digest('hex');
}
