import { useSyncExternalStore } from 'react';

/** What follows the # in the page's address, without it; undefined while the page is not in a browser yet. */
export function useFragment(): string | undefined {
  return useSyncExternalStore(
    follow,
    () => window.location.hash.slice(1),
    () => undefined,
  );
}

function follow(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}
