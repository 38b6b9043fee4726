import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogSnapshot, LogSource } from './log-source.ts';

/** A request to go to a byte of the log; each new object is a new request. */
export interface LogJump {
  readonly offset: number;
}

interface Options {
  readonly source: LogSource;
  readonly snapshot: LogSnapshot;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly jump: LogJump | null;
  readonly lineHeight: number;
}

/** Where in the log the reader is: following its end, at a marked line, or wherever they scrolled to. */
export function useLogPlace({ source, snapshot, virtual, scroller, jump, lineHeight }: Options) {
  const { buffer } = source;
  const [wantsEnd, setFollow] = useState(() => lineOfHash() === null);
  const follow = wantsEnd && source.later === 0;
  const [seenEnd, setSeenEnd] = useState(0);
  const [markedOffset, setMarkedOffset] = useState<number | null>(null);
  const marked = markedOffset === null ? null : buffer.indexAt(markedOffset);
  const show = (index: number) => {
    setFollow(false);
    setMarkedOffset(buffer.lines[index]?.offset ?? null);
    virtual.scrollToIndex(index, { align: 'center' });
  };

  const height = virtual.getTotalSize();
  useLayoutEffect(() => {
    if (follow) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- when the log has grown or its lines were measured, go back to the end
  }, [follow, scroller, height, snapshot.version]);

  // Lines that come or go before those that are shown move them, which the reader should not notice.
  const before = useRef(buffer.shifted);
  useLayoutEffect(() => {
    const moved = buffer.shifted - before.current;
    before.current = buffer.shifted;
    if (!follow && moved !== 0) scroller.current?.scrollBy({ top: moved * lineHeight });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the buffer changes in place, which its version shows
  }, [snapshot.version, buffer, follow, scroller, lineHeight]);

  const lastTop = useRef(0);
  const goto = useRef(show);
  useEffect(() => {
    goto.current = show;
  });
  const isReady = snapshot.state === 'ready';
  useEffect(() => {
    const toLine = async () => {
      const line = lineOfHash();
      if (line === null) return;
      await source.showLine(line);
      goto.current(Math.max(0, Math.min(line - (buffer.firstNumber ?? 1), buffer.lines.length - 1)));
    };
    if (isReady) void toLine();
    const onHash = () => void toLine();
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [isReady, source, buffer]);
  useEffect(() => {
    if (!jump || !isReady) return;
    void source.show(jump.offset).then(() => goto.current(buffer.indexAt(jump.offset)));
  }, [jump, isReady, source, buffer]);

  return {
    follow,
    marked,
    show,
    setFollow: (on: boolean) => {
      if (on) void source.toEnd();
      setFollow(on);
      setSeenEnd(buffer.end);
    },
    unseen: follow ? 0 : Math.max(0, buffer.lines.length - 1 - buffer.indexAt(seenEnd || buffer.end)),
    onScroll: (event: React.UIEvent<HTMLElement>) => {
      const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
      const atEnd = scrollHeight - scrollTop - clientHeight < lineHeight * 2;
      if (atEnd) setSeenEnd(buffer.end);
      if (atEnd !== follow && scrollTop !== lastTop.current) {
        if (!atEnd && scrollTop < lastTop.current) setFollow(false);
        else if (atEnd && scrollTop > lastTop.current && markedOffset === null && source.later === 0) setFollow(true);
      }
      lastTop.current = scrollTop;
    },
    onClick: (event: React.MouseEvent<HTMLElement>) => {
      const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[href^="#L"]');
      if (!link) return;
      event.preventDefault();
      window.history.replaceState(
        null,
        '',
        `${window.location.pathname}${window.location.search}${link.getAttribute('href') ?? ''}`,
      );
      const index = Number(link.closest<HTMLElement>('[data-index]')?.dataset.index);
      setFollow(false);
      setMarkedOffset(buffer.lines[index]?.offset ?? null);
    },
  };
}

function lineOfHash(): number | null {
  const match = typeof window === 'undefined' ? null : /^#L(\d+)$/.exec(window.location.hash);
  return match?.[1] ? Number(match[1]) : null;
}
