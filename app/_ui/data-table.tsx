'use client';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRouter } from 'next/navigation.js';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useShortcuts } from '../_lib/use-shortcuts.ts';
import classes from './data-table.module.css';
import type { Column, Sort } from './column.ts';
import { DataTableHead } from './data-table-head.tsx';
import { DataTableRow } from './data-table-row.tsx';
import type { Selection } from './use-selection.ts';

export interface DataTableProps<Row extends { readonly id: string }> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly href: (row: Row) => string;
  /** How a row looks on screens too narrow for columns. */
  readonly card: (row: Row) => ReactNode;
  readonly cardHeight?: number;
  readonly selection?: Selection;
  readonly sort?: Sort;
  readonly hasMore?: boolean;
  readonly onMore?: () => void;
  /** Told whether the first row is in view: only then may new rows be inserted above it. */
  readonly onTop?: (atTop: boolean) => void;
  readonly muted?: (row: Row) => boolean;
}

const ROW_HEIGHT = 42;
const CARDS_BELOW = 640;

/**
 * A table of any length: only the rows in view are in the page. A click opens a row, Ctrl+click selects it, Shift+click
 * selects a range; `j`/`k`, `x`, Enter and Escape do the same from the keyboard.
 */
export function DataTable<Row extends { readonly id: string }>(props: DataTableProps<Row>) {
  const { rows, selection, hasMore, onMore, onTop } = props;
  const router = useRouter();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width } = useElementSize();
  const [active, setActive] = useState(-1);
  const asCards = width > 0 && width < CARDS_BELOW;
  const columns = props.columns.filter((column) => width === 0 || !column.from || width >= column.from);
  const template = [...(selection ? ['36px'] : []), ...columns.map((column) => column.width)].join(' ');
  const rowHeight = asCards ? (props.cardHeight ?? 76) : ROW_HEIGHT;
  // oxlint-disable-next-line react/incompatible-library -- concerns the React compiler, which is not used
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 40) onMore?.();
  }, [hasMore, last, rows.length, onMore]);

  const go = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const open = (row: Row | undefined) => row && router.push(props.href(row));
  const ids = () => rows.map((row) => row.id);
  const step = (by: number) => (event: KeyboardEvent) => {
    event.preventDefault();
    go(active + by);
  };
  useShortcuts({
    j: step(1),
    k: step(-1),
    ...(scroller.current?.contains(document.activeElement) ? { ArrowDown: step(1), ArrowUp: step(-1) } : {}),
    Enter: (event) => {
      if (event.target instanceof HTMLElement && event.target.closest('a, button')) return;
      open(rows[active]);
    },
    x: () => rows[active] && selection?.toggle(rows[active].id),
    X: () => rows[active] && selection?.extend(rows[active].id, ids()),
    Escape: () => selection?.clear(),
  });
  const onClick = (event: React.MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? -1);
    const row = rows[index];
    if (!row || target.closest('a, button')) return;
    setActive(index);
    const choosing = target.closest('[data-choose]') !== null;
    if (selection && event.shiftKey) selection.extend(row.id, ids());
    else if (selection && (choosing || event.ctrlKey || event.metaKey)) selection.toggle(row.id);
    else if (!choosing) open(row);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the whole page listens for keys, see above
    <div
      ref={useMergedRef(scroller, sizeRef)}
      className={classes.table}
      role="grid"
      aria-label={props.label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      tabIndex={0}
      onClick={onClick}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onScroll={(event) => onTop?.(event.currentTarget.scrollTop < rowHeight)}
    >
      <DataTableHead
        columns={columns}
        template={template}
        hidden={asCards}
        sort={props.sort}
        all={
          selection && {
            count: selection.ids.size,
            total: rows.length,
            onChange: (on) => (on ? selection.choose(ids()) : selection.clear()),
          }
        }
      />
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <DataTableRow
              key={item.key}
              id={`${id}-${item.index}`}
              row={row}
              columns={columns}
              card={asCards ? props.card : null}
              template={template}
              index={item.index}
              start={item.start}
              height={rowHeight}
              isActive={item.index === active}
              isChosen={selection ? selection.ids.has(row.id) : null}
              isMuted={props.muted?.(row) ?? false}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}
