import { useDeferredValue, useMemo, useState } from 'react';
import type { LogBuffer } from './log-buffer.ts';

/** Finds lines of the buffer. `current` is an index into `matches`. */
export function useLogSearch(buffer: LogBuffer, version: number, onShow: (index: number) => void) {
  const [text, setText] = useState('');
  const [current, setCurrent] = useState(0);
  const wanted = useDeferredValue(text).toLowerCase();
  const matches = useMemo(() => {
    void version;
    if (wanted === '') return [];
    return buffer.lines.flatMap((line, index) => (line.text.toLowerCase().includes(wanted) ? [index] : []));
    // oxlint-disable-next-line react/memo-dependencies -- the buffer changes in place, which its version shows
  }, [buffer, version, wanted]);
  const step = (by: number) => {
    if (matches.length === 0) return;
    const next = (current + by + matches.length) % matches.length;
    setCurrent(next);
    onShow(matches[next] ?? 0);
  };
  const change = (value: string) => {
    setText(value);
    setCurrent(0);
    const first = value ? buffer.lines.findIndex((line) => line.text.toLowerCase().includes(value.toLowerCase())) : -1;
    if (first >= 0) onShow(first);
  };
  return { text, wanted, matches, current: Math.min(current, Math.max(0, matches.length - 1)), step, change };
}

export type LogSearch = ReturnType<typeof useLogSearch>;
