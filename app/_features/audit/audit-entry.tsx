import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatTime } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import { Link } from '../../_ui/link.tsx';
import { inShort } from './audit-columns.tsx';
import { pageOf, Who } from './audit-words.tsx';
import classes from './audit.module.css';

/** One entry of the audit log with all that is known, beside the table. */
export function OpenEntry({ id, onClose }: { readonly id: number | null; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.audit.find.queryOptions({ cursor: (id ?? 0) + 1, limit: 1 }, { enabled: id !== null }));
  const found = query.data?.entries[0];
  const entry = found?.id === id ? found : undefined;
  const page = entry && pageOf(entry.subject);
  const before = entry?.before ?? {};
  const after = entry?.after ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={520}
      title="Change"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {query.isSuccess && !entry && <p className={classes.dim}>This entry is no longer kept.</p>}
      {entry && (
        <div className={classes.entry}>
          <p className={classes.summary}>{visibleText(entry.summary)}</p>
          {page && (
            <Link href={page} className={classes.link}>
              Open the {entry.subject.kind === 'worker-tag' ? 'tags' : entry.subject.kind}
            </Link>
          )}
          <dl className={classes.facts}>
            <dt>When</dt>
            <dd>{formatTime(entry.at)}</dd>
            <dt>Who</dt>
            <dd>
              <Who by={entry.by} token_of={entry.token_of} />
            </dd>
            <dt>From</dt>
            <dd>{entry.address || 'no request'}</dd>
            <dt>Action</dt>
            <dd>{entry.action}</dd>
            {entry.request_id && (
              <>
                <dt>Request</dt>
                <dd className={classes.address}>{entry.request_id}</dd>
              </>
            )}
          </dl>
          {names.length > 0 && (
            <table className={classes.changes}>
              <thead>
                <tr>
                  <th scope="col">Field</th>
                  <th scope="col">Before</th>
                  <th scope="col">After</th>
                </tr>
              </thead>
              <tbody>
                {names.map((name) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{Object.hasOwn(before, name) ? visibleText(inShort(before[name])) : ''}</td>
                    <td>{Object.hasOwn(after, name) ? visibleText(inShort(after[name])) : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </Drawer>
  );
}
