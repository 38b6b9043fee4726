import { useEffect, useState } from 'react';

/**
 * The secret of the link that led to this page, which stands behind `#`, where no log gets it; empty if there is none,
 * null until that is known. It leaves the address bar at once: whoever looks at the screen, or at the history of the
 * browser, should not find it.
 */
export function useLinkSecret(): string | null {
  const [secret, setSecret] = useState<string | null>(null);
  useEffect(() => {
    const look = () => {
      const found = window.location.hash.slice(1);
      if (found === '') return setSecret((known) => known ?? '');
      window.history.replaceState(null, '', window.location.pathname);
      setSecret(found);
    };
    look();
    // Another link that is opened in the same tab does not load the page again.
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  return secret;
}
