import { useEffect, useState } from 'react';

/**
 * Whether something has been true for `ms` without a break, or ever since the page was opened. What is only true for
 * moments, again and again, never shows.
 */
export function useLasting(holds: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(holds);
  useEffect(() => {
    const timer = setTimeout(() => setLasts(holds), holds ? ms : 0);
    return () => clearTimeout(timer);
  }, [holds, ms]);
  return holds && lasts;
}
