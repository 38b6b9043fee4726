import { MAX_SEARCH } from '#server/contracts/web/job-rows.ts';

/** What to search for to find the jobs with this value; undefined if it cannot be said in a search. */
export function metadataSearch(key: string, value: string): string | undefined {
  const search = `${key}=${value}`;
  const isSayable = !key.includes('=') && key.trim() === key && value.trim() === value && search.length <= MAX_SEARCH;
  return isSayable ? search : undefined;
}
