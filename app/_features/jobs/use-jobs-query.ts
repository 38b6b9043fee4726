import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { JOB_STATUSES, type JobStatus } from '#server/contracts/job.ts';
import { JOB_SORTS } from '#server/contracts/web/job-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useUrlState } from '../../_lib/url-state.ts';
import { useMyName } from './use-my-name.ts';

/** The jobs that the page's address asks for (`q`, `status`, `mine`, `sort`), page by page. */
export function useJobsQuery() {
  const [url, setUrl] = useUrlState();
  const search = url.get('q') ?? '';
  const statusText = url.get('status') ?? '';
  const statuses = useMemo(() => JOB_STATUSES.filter((status) => statusText.split(',').includes(status)), [statusText]);
  const sortText = url.get('sort') ?? '-updated';
  const sort = JOB_SORTS.find((each) => sortText.replace('-', '') === each) ?? 'updated';
  const descending = sortText.startsWith('-');
  const mine = url.has('mine');
  const who = useMyName();
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.jobs.find.infiniteQueryOptions(
      { limit: 200, search, statuses, sort, descending, ...(mine ? { mine, name: who.name } : {}) },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const rows = useMemo(() => uniqueRows(query.data?.pages.flatMap((page) => page.rows) ?? []), [query.data]);
  const { fetchNextPage, isFetchingNextPage } = query;
  return {
    query,
    rows,
    who,
    filter: { search, statuses, mine, sort, descending },
    setSearch: useCallback((value: string) => setUrl({ q: value }), [setUrl]),
    setStatuses: (value: readonly JobStatus[]) => setUrl({ status: value.join(',') }),
    setMine: (only: boolean) => setUrl({ mine: only ? 'yes' : null }),
    setSort: (by: string, down: boolean) =>
      setUrl({ sort: by === 'updated' && down ? null : `${down ? '-' : ''}${by}` }),
    fetchMore: useCallback(() => {
      if (!isFetchingNextPage) void fetchNextPage();
    }, [fetchNextPage, isFetchingNextPage]),
  };
}

/** A row that moved between two pages while they were fetched is shown once. */
function uniqueRows<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
}
