'use client';
import { useQuery } from '@tanstack/react-query';
import type { JobTypeRow } from '#server/contracts/web/job-type-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { JobTypeEntry } from './job-type-entry.tsx';
import classes from './job-types.module.css';

/** All job types, and the scripts that are none because they are broken. */
export function JobTypesPage() {
  usePageTitle('Job types');
  // Nobody says that a file has changed, so each visit asks, and so does each return from the editor.
  const options = { staleTime: 0, refetchOnWindowFocus: true };
  const query = useQuery(useTRPC().jobTypes.find.queryOptions(undefined, options));
  const scripts = query.data?.job_types ?? [];
  const broken = scripts.filter(({ error }) => error !== null).length;
  return (
    <div className={classes.page}>
      <div className={page.head}>
        <h1 className={page.title}>
          Job types {query.data && <span className={page.total}>{scripts.length - broken}</span>}
        </h1>
        {broken > 0 && (
          <span className={classes.broken} role="status">
            {broken === 1 ? '1 script is broken' : `${broken} scripts are broken`}
          </span>
        )}
      </div>
      {query.data && (
        <p className={classes.hint}>
          Your own scripts go into <code>{query.data.folder}</code>, and are found without a restart.
        </p>
      )}
      {query.isError && query.data && <StaleNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows label="Loading job types" count={4} />}
      {query.isError && !query.data && (
        <ErrorNotice
          title="The job types could not be fetched"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      <ul className={classes.list} aria-label="Job types">
        {inOrder(scripts).map((script) => (
          <JobTypeEntry key={script.name} script={script} />
        ))}
      </ul>
    </div>
  );
}

/** What needs attention comes first. */
function inOrder(scripts: readonly JobTypeRow[]): JobTypeRow[] {
  const urgency = ({ error, warnings }: JobTypeRow): number => (error !== null ? 2 : Number(warnings.length > 0));
  return scripts.toSorted((a, b) => urgency(b) - urgency(a));
}
