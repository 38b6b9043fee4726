import { useSearchParams } from 'next/navigation.js';
import { useCallback } from 'react';

/** The parameters of the address, and a way to change some; null removes one. Adds nothing to the browser's history. */
export function useUrlState(): [URLSearchParams, (change: Readonly<Record<string, string | null>>) => void] {
  const parameters = useSearchParams();
  const change = useCallback((values: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries(values)) {
      if (value === null || value === '') next.delete(key);
      else next.set(key, value);
    }
    next.sort();
    const query = next.toString();
    window.history.replaceState(
      null,
      '',
      `${window.location.pathname}${query ? `?${query}` : ''}${window.location.hash}`,
    );
  }, []);
  return [parameters, change];
}
