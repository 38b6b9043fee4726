import type { ReactNode } from 'react';

/** A column of a table, as data. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** A track of a CSS grid, such as `120px` or `minmax(160px, 2fr)`. */
  readonly width: string;
  readonly end?: boolean;
  /** The server's name for sorting by this column. */
  readonly sort?: string;
  /** Shown only if the table is at least this many pixels wide. */
  readonly from?: number;
  readonly cell: (row: Row) => ReactNode;
}

export interface Sort {
  readonly by: string;
  readonly descending: boolean;
  readonly onChange: (by: string, descending: boolean) => void;
}
