import type { QueryClient } from '@tanstack/react-query';

/** The key of the query that says who the reader is; see `useMe`. */
export const ME_KEY = [['account', 'me']] as const;

const SIGNED_OUT: ReadonlySet<unknown> = new Set(['not-signed-in', 'no-token']);

/** Whether a call was refused because nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  const data: unknown = error instanceof Error && 'data' in error ? error.data : undefined;
  return typeof data === 'object' && data !== null && 'error' in data && SIGNED_OUT.has(data.error);
}

/** Calls by which the reader changes their own account; some of them replace the session. */
const ACCOUNT_KEY = [['account']] as const;

/** Whether the reader's own change of their account is on its way. */
export function isChangingAccount(client: QueryClient): boolean {
  return client.isMutating({ mutationKey: ACCOUNT_KEY }) > 0;
}

/**
 * Makes the pages ask who the reader is. While a change of the reader's own account is on its way, they wait for its
 * answer: the old session may have ended before the browser has the new one, and whoever asked then would be nobody,
 * and lose what the page shows only once, such as recovery codes.
 */
export function askWhoIsHere(client: QueryClient): void {
  const refetchType = isChangingAccount(client) ? 'none' : 'active';
  void client.invalidateQueries({ queryKey: ME_KEY, refetchType });
}

/** Asks what was put off until the reader's change of their account was answered. */
export function askWhatWasPutOff(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ME_KEY, predicate: ({ state }) => state.isInvalidated });
}
