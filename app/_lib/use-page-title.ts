import { useEffect } from 'react';
import { visibleText } from './visible-text.ts';

/** Sets the title of the browser tab to what the page shows. */
export function usePageTitle(name: string | undefined): void {
  useEffect(() => {
    if (!name) return undefined;
    const before = document.title;
    document.title = `${visibleText(name)} · Flamenco-NG`;
    return () => {
      document.title = before;
    };
  }, [name]);
}
