import { useEffect, useState } from 'react';

/** A value that others follow only when it has stayed the same for `ms`; what holds for moments is never shown. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
