'use client';
import { Loader } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconFileText } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatBytes, formatNoun } from '../../_lib/formats.ts';
import { EmptyNotice, ErrorNotice } from '../../_ui/notice.tsx';
import { LogLineView } from './log-line.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import classes from './task-log.module.css';
import { type LogJump, useLogPlace } from './use-log-place.ts';
import { useLogSearch } from './use-log-search.ts';
import { useLogSource } from './use-log-source.ts';

const LINE_HEIGHT = 20;

interface Props {
  readonly taskId: string;
  readonly isRunning: boolean;
  readonly url: string;
  /** Where in the log to go, when somebody asked for the part of one attempt. */
  readonly jump: LogJump | null;
}

/** The log of a task: live, searchable, and of any length. */
export function TaskLog({ taskId, isRunning, url, jump }: Props) {
  const { source, snapshot } = useLogSource(taskId, isRunning);
  const { buffer } = source;
  const [wrap, setWrap] = useLocalStorage({ key: 'log-wrap', defaultValue: false });
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- concerns the React compiler, which is not used
  const virtual = useVirtualizer({
    count: buffer.lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => buffer.lines[index]?.offset ?? index,
    overscan: 30,
  });
  const place = useLogPlace({ source, snapshot, virtual, scroller, jump, lineHeight: LINE_HEIGHT });
  const search = useLogSearch(buffer, snapshot.version, place.show);
  const errors = buffer.lines.some((line) => line.level === 'error');
  const nextError = () => {
    const after = buffer.lines.findIndex((line, index) => line.level === 'error' && index > (place.marked ?? -1));
    place.show(after >= 0 ? after : buffer.lines.findIndex((line) => line.level === 'error'));
  };
  if (snapshot.state === 'error') {
    return (
      <ErrorNotice
        title="The log could not be fetched"
        error={{ message: snapshot.error }}
        onRetry={() => void source.load()}
      />
    );
  }
  const first = buffer.firstNumber;
  const gutter = `${String((first ?? 1) + buffer.lines.length).length + 2}ch`;
  return (
    <section className={classes.log} aria-label="Task log" data-wrap={wrap || undefined}>
      <LogToolbar
        search={search}
        follow={place.follow}
        onFollow={place.setFollow}
        wrap={wrap}
        onWrap={(on) => setWrap(on)}
        onError={errors ? nextError : undefined}
        text={() => buffer.lines.map((line) => line.text).join('\n')}
        url={url}
      />
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the click is for the line numbers, which are links */}
      <div
        ref={scroller}
        className={classes.scroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the log can be scrolled with keys only if it can have the focus
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Lines of the log"
        onScroll={place.onScroll}
        onClick={place.onClick}
      >
        {buffer.start > 0 && (
          <button
            type="button"
            className={classes.earlier}
            disabled={snapshot.isLoading}
            onClick={() => void source.loadEarlier()}
          >
            {snapshot.isLoading ? 'Loading…' : `Load earlier lines (${formatBytes(buffer.start)} before these)`}
          </button>
        )}
        {snapshot.state === 'loading' && buffer.lines.length === 0 && (
          <div className={classes.loading}>
            <Loader size="sm" aria-label="Loading the log" />
          </div>
        )}
        {snapshot.state === 'ready' && buffer.lines.length === 0 && (
          <EmptyNotice icon={<IconFileText size={22} stroke={1.6} />} title="No log yet">
            {isRunning
              ? 'Lines appear here as the worker sends them.'
              : 'Lines appear here once a worker runs this task.'}
          </EmptyNotice>
        )}
        <div
          className={classes.lines}
          style={{
            height: virtual.getTotalSize(),
            minWidth: wrap ? undefined : `calc(${buffer.longest}ch + ${gutter} + 48px)`,
            ['--gutter-width' as string]: gutter,
          }}
        >
          {virtual.getVirtualItems().map((item) => {
            const line = buffer.lines[item.index];
            return line ? (
              <div
                key={item.key}
                ref={wrap ? virtual.measureElement : undefined}
                data-index={item.index}
                className={classes.place}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogLineView
                  line={line}
                  number={first === null ? null : first + item.index}
                  wanted={search.wanted}
                  isMarked={place.marked === item.index}
                  isMatch={search.wanted !== '' && search.matches[search.current] === item.index}
                />
              </div>
            ) : null;
          })}
        </div>
        {source.later > 0 && (
          <button
            type="button"
            className={classes.earlier}
            disabled={snapshot.isLoading}
            onClick={() => void source.loadLater()}
          >
            {snapshot.isLoading ? 'Loading…' : `Load later lines (${formatBytes(source.later)} after these)`}
          </button>
        )}
      </div>
      {place.unseen > 0 && !place.follow && (
        <button type="button" className={classes.pill} onClick={() => place.setFollow(true)}>
          {formatNoun(place.unseen, 'new line')} ↓
        </button>
      )}
    </section>
  );
}
