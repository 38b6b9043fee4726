import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AuditEntry, AuditKind } from '#server/contracts/audit.ts';
import { formatTime } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import { Link } from '../../_ui/link.tsx';
import { differences } from './audit-text.ts';
import { pageOf, Who } from './audit-words.tsx';
import classes from './audit.module.css';

/** One entry of the audit log with all that is known, beside the table. */
export function OpenEntry({ id, onClose }: { readonly id: number | null; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.audit.find.queryOptions({ cursor: (id ?? 0) + 1, limit: 1 }, { enabled: id !== null }));
  const found = query.data?.entries[0];
  const entry = found?.id === id ? found : undefined;
  const changes = entry ? differences(entry) : [];
  return (
    <Drawer opened={id !== null} onClose={onClose} position="right" size={520} title="Change">
      {query.isSuccess && !entry && <p className={classes.dim}>This entry is no longer kept.</p>}
      {entry && (
        <div className={classes.entry}>
          <p className={classes.summary}>{visibleText(entry.summary)}</p>
          <EntryLinks entry={entry} />
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
          {changes.length > 0 && (
            <table className={classes.changes}>
              <thead>
                <tr>
                  <th scope="col">Field</th>
                  <th scope="col">Before</th>
                  <th scope="col">After</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ field, was, is }) => (
                  <tr key={field}>
                    <th scope="row">{field}</th>
                    <td className={classes.was}>{visibleText(was ?? '')}</td>
                    <td className={classes.is}>{visibleText(is ?? '')}</td>
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

/** Where to go from an entry: to what was changed, and to what else was done to it, or by the same. */
function EntryLinks({ entry: { by, subject } }: { readonly entry: AuditEntry }) {
  const page = usePageOf(subject);
  const who = by.kind === 'manager' ? by.kind : by.kind === 'open' ? by.address : by.id;
  return (
    <nav className={classes.links} aria-label="From this change">
      {page && (
        <Link href={page} className={classes.link}>
          {PAGE_WORDS[subject.kind] ?? 'Open'}
        </Link>
      )}
      {subject.id !== null && (
        <Link href={`/audit?subject=${encodeURIComponent(subject.id)}`} className={classes.link}>
          All changes of it
        </Link>
      )}
      {who !== '' && (
        <Link href={`/audit?who=${encodeURIComponent(who)}`} className={classes.link}>
          All changes by them
        </Link>
      )}
    </nav>
  );
}

const PAGE_WORDS: Readonly<Partial<Record<AuditKind, string>>> = {
  job: 'Open the job',
  task: 'Open the task',
  worker: 'Open the worker',
  'worker-tag': 'Open the tags',
  person: 'Open the people',
};

/** The page of what was changed. Those of tasks are below their job, which is asked for. */
function usePageOf(subject: AuditEntry['subject']): string | undefined {
  const isTask = subject.kind === 'task' && subject.id !== null;
  const trpc = useTRPC();
  const { data: task } = useQuery(
    trpc.tasks.get.queryOptions({ id: subject.id ?? '' }, { enabled: isTask, retry: false }),
  );
  if (isTask) return task && `/jobs/${task.job.id}/${task.id}`;
  return pageOf(subject);
}
