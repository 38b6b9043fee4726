/** The key of the query that says who the reader is; see `useMe`. */
export const ME_KEY = [['account', 'me']] as const;

const SIGNED_OUT: ReadonlySet<unknown> = new Set(['not-signed-in', 'no-token']);

/** Whether a call was refused because nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  const data: unknown = error instanceof Error && 'data' in error ? error.data : undefined;
  return typeof data === 'object' && data !== null && 'error' in data && SIGNED_OUT.has(data.error);
}
