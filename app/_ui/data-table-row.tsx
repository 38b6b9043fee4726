import { memo, type ReactNode } from 'react';
import type { Column } from './column.ts';
import classes from './data-table.module.css';

interface Props<Row> {
  readonly id: string;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly card: ((row: Row) => ReactNode) | null;
  readonly template: string;
  readonly index: number;
  readonly start: number;
  readonly height: number;
  readonly isActive: boolean;
  /** Null in tables without selection. */
  readonly isChosen: boolean | null;
  readonly isMuted: boolean;
}

/** One line of a table. Clicks are handled by the table. It re-renders only when its row changes. */
export const DataTableRow = memo(Line, isSame) as typeof Line;

function Line<Row>({ row, columns, card, isChosen, ...props }: Props<Row>) {
  return (
    <div
      id={props.id}
      className={classes.row}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={isChosen ?? undefined}
      data-index={props.index}
      data-active={props.isActive || undefined}
      data-muted={props.isMuted || undefined}
      style={{
        transform: `translateY(${props.start}px)`,
        height: props.height,
        gridTemplateColumns: card ? '1fr' : props.template,
      }}
    >
      {card ? (
        <div role="gridcell" className={classes.card}>
          {card(row)}
        </div>
      ) : (
        <>
          {isChosen !== null && (
            <div role="gridcell" className={classes.choose} data-choose>
              <input
                type="checkbox"
                tabIndex={-1}
                checked={isChosen}
                readOnly
                aria-label={`Select row ${props.index + 1}`}
              />
            </div>
          )}
          {columns.map((column) => (
            <div key={column.key} role="gridcell" className={column.end ? classes.endCell : classes.cell}>
              {column.cell(row)}
            </div>
          ))}
        </>
      )}
    </div>
  );
}

function isSame<Row>(before: Props<Row>, after: Props<Row>): boolean {
  return (
    before.row === after.row &&
    before.template === after.template &&
    before.index === after.index &&
    before.start === after.start &&
    before.height === after.height &&
    before.isActive === after.isActive &&
    before.isChosen === after.isChosen &&
    before.isMuted === after.isMuted &&
    (before.card === null) === (after.card === null)
  );
}
