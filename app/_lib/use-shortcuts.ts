import { useEffect, useRef } from 'react';

/** Maps a key (`j`, `?`, `Escape`, `X` for Shift+x) or two in a row (`g j`) to what it does. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const PAIR_MS = 1200;

/** Listens for keys on the whole page, except while somebody is typing or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let before = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const pair = event.timeStamp - before.at < PAIR_MS ? `${before.key} ${event.key}` : '';
      const action = current.current[pair] ?? current.current[event.key];
      before = { key: event.key, at: event.timeStamp };
      if (!action) return;
      action(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
    ? !isCheckbox(target)
    : false;
}

function isCheckbox(element: HTMLElement): boolean {
  return element instanceof HTMLInputElement && element.type === 'checkbox';
}
