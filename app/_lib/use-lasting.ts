import { useEffect, useState } from 'react';

/**
 * Whether something has held for `ms` without a break, or has held since the page came up; what holds for moments only,
 * again and again, is never shown.
 */
export function useLasting(holds: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(holds);
  useEffect(() => {
    const timer = setTimeout(() => setLasts(holds), holds ? ms : 0);
    return () => clearTimeout(timer);
  }, [holds, ms]);
  return holds && lasts;
}
