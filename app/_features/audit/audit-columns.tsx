import { formatTime } from '../../_lib/formats.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import type { Column } from '../../_ui/column.ts';
import { changeInShort } from './audit-text.ts';
import { Who } from './audit-words.tsx';
import classes from './audit.module.css';
import type { AuditRow } from './use-audit-query.ts';

/** The columns of the audit log. */
export const AUDIT_COLUMNS: readonly Column<AuditRow>[] = [
  { key: 'at', title: 'When', width: '172px', cell: ({ at }) => <When at={at} /> },
  {
    key: 'who',
    title: 'Who',
    width: 'minmax(120px, 1fr)',
    cell: (row) => (
      <span className={classes.cut}>
        <Who by={row.by} token_of={row.token_of} />
      </span>
    ),
  },
  {
    key: 'address',
    title: 'From',
    width: '140px',
    from: 900,
    cell: ({ address }) => <span className={classes.address}>{address || '–'}</span>,
  },
  {
    key: 'summary',
    title: 'What',
    width: 'minmax(220px, 2.4fr)',
    cell: ({ summary }) => <span className={classes.cut}>{visibleText(summary)}</span>,
  },
  {
    key: 'change',
    title: 'Change',
    width: 'minmax(160px, 1.6fr)',
    from: 1100,
    cell: (row) => <span className={`${classes.cut} ${classes.dim}`}>{visibleText(changeInShort(row))}</span>,
  },
];

/** An entry on narrow screens. */
export function auditCard(row: AuditRow) {
  return (
    <div className={classes.card}>
      <span className={classes.summary}>{visibleText(row.summary)}</span>
      <span className={classes.dim}>
        <Who by={row.by} token_of={row.token_of} />
        {row.by.kind === 'open' && ` at ${row.address}`} · <When at={row.at} />
      </span>
    </div>
  );
}

function When({ at }: { readonly at: string }) {
  return (
    <time className={classes.when} dateTime={at} suppressHydrationWarning>
      {formatTime(at)}
    </time>
  );
}
