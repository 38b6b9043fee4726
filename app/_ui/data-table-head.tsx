import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Column, Sort } from './column.ts';
import classes from './data-table.module.css';

interface Props<Row> {
  readonly columns: readonly Column<Row>[];
  readonly template: string;
  readonly hidden: boolean;
  readonly sort?: Sort;
  readonly all?: { readonly count: number; readonly total: number; readonly onChange: (on: boolean) => void };
}

/**
 * The row of column titles; sortable ones are buttons. Above cards it is invisible, but screen readers still get it.
 */
export function DataTableHead<Row>({ columns, template, hidden, sort, all }: Props<Row>) {
  return (
    <div role="rowgroup" className={hidden ? 'visually-hidden' : classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow} style={{ gridTemplateColumns: template }}>
        {all && (
          <div role="columnheader" className={classes.choose}>
            <input
              type="checkbox"
              aria-label="Select all rows"
              checked={all.total > 0 && all.count >= all.total}
              ref={(input) => {
                if (input) input.indeterminate = all.count > 0 && all.count < all.total;
              }}
              onChange={(event) => all.onChange(event.currentTarget.checked)}
            />
          </div>
        )}
        {columns.map((column) => {
          const sorted = column.sort !== undefined && sort?.by === column.sort;
          const direction = sort?.descending ? 'descending' : 'ascending';
          const Arrow = sort?.descending ? IconArrowDown : IconArrowUp;
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={sorted ? direction : undefined}
              className={column.end ? classes.endCell : classes.cell}
            >
              {column.sort && sort ? (
                <button
                  type="button"
                  className={classes.sorter}
                  data-on={sorted || undefined}
                  onClick={() => sort.onChange(column.sort ?? '', sorted ? !sort.descending : column.sort !== 'name')}
                >
                  {column.title}
                  {sorted && <Arrow size={12} stroke={2.2} aria-hidden />}
                </button>
              ) : (
                column.title
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
