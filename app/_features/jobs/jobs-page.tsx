'use client';
import { Code } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { JobPage } from '#server/contracts/web/job-rows.ts';
import { formatCount, formatNoun } from '../../_lib/formats.ts';
import { setLiveState, useLiveState } from '../../_lib/live-store.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { FilterChips } from '../../_ui/filter-chips.tsx';
import { EmptyNotice, ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { SearchField } from '../../_ui/search-field.tsx';
import { SelectionBar } from '../../_ui/selection-bar.tsx';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { useSelection } from '../../_ui/use-selection.ts';
import { FirstJob } from './first-job.tsx';
import { HandOver } from './hand-over.tsx';
import { JobActions } from './job-actions.tsx';
import { JOB_LOOKS, JOB_STATUS_ORDER } from './job-status.ts';
import { JOB_COLUMNS, jobCard, OWNED_JOB_COLUMNS } from './jobs-columns.tsx';
import { MyJobs } from './my-jobs.tsx';
import classes from './jobs.module.css';
import { useJobsQuery } from './use-jobs-query.ts';
import { useOwners } from './use-owners.ts';

/** All jobs of the farm. */
export function JobsPage() {
  const { query, rows, who, filter, setSearch, setStatuses, setMine, setSort, fetchMore } = useJobsQuery();
  const { hasAccounts } = useOwners();
  const trpc = useTRPC();
  const farm = useQuery(trpc.farm.info.queryOptions()).data;
  const selection = useSelection();
  const fresh = useFreshJobs();
  const counts = query.data?.pages[0]?.counts;
  const total = counts ? Object.values(counts).reduce((sum, count) => sum + count, 0) : 0;
  const chosen = rows.filter((row) => selection.ids.has(row.id));
  const isNewFarm = query.isSuccess && total === 0 && rows.length === 0;
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>Jobs {counts && <span className={page.total}>{formatCount(total)}</span>}</h1>
        <span className={page.spacer} />
        {!isNewFarm && <SearchField label="Search jobs" value={filter.search} onChange={setSearch} />}
      </div>
      {!isNewFarm && (
        <div className={page.filters}>
          <FilterChips
            label="Filter by status"
            looks={JOB_LOOKS}
            order={JOB_STATUS_ORDER}
            counts={counts ?? {}}
            chosen={filter.statuses}
            onChange={setStatuses}
          />
          <MyJobs
            mine={filter.mine}
            who={who}
            submitters={[...new Set(rows.map((row) => row.submitter))].filter((name) => name !== '').toSorted()}
            onChange={setMine}
          />
        </div>
      )}
      {query.isError && rows.length > 0 && <StaleNotice error={query.error} onRetry={() => void query.refetch()} />}
      <div className={classes.tableBox}>
        {query.isPending && <SkeletonRows label="Loading jobs" />}
        {query.isError && !query.data && (
          <ErrorNotice title="The jobs could not be fetched" error={query.error} onRetry={() => void query.refetch()} />
        )}
        {isNewFarm && <FirstJob addOnUrl={farm?.addOnUrl ?? null} />}
        {query.isSuccess && !isNewFarm && rows.length === 0 && (
          <EmptyNotice icon={<IconSearch size={22} stroke={1.6} />} title="No matching jobs">
            Change the search or the filters. A search like <Code>shot=010</Code> finds jobs by their metadata.
          </EmptyNotice>
        )}
        {fresh.count > 0 && (
          <button type="button" className={classes.fresh} onClick={fresh.show}>
            {formatNoun(fresh.count, 'new job')}
          </button>
        )}
        {rows.length > 0 && (
          <DataTable
            label="Jobs"
            rows={rows}
            columns={hasAccounts ? OWNED_JOB_COLUMNS : JOB_COLUMNS}
            href={(job) => `/jobs/${job.id}`}
            card={jobCard}
            selection={selection}
            sort={{ by: filter.sort, descending: filter.descending, onChange: setSort }}
            hasMore={query.hasNextPage}
            onMore={fetchMore}
            onTop={fresh.setAtTop}
            muted={(job) => job.delete_requested_at !== undefined}
          />
        )}
        <SelectionBar count={chosen.length} noun="job" onClear={selection.clear}>
          <JobActions jobs={chosen} onDone={selection.clear} />
          <HandOver jobs={chosen} onDone={selection.clear} />
        </SelectionBar>
      </div>
    </div>
  );
}

/**
 * New jobs appear by themselves while the top of the table is in view. Further down they wait behind a button, so
 * that rows stay put.
 */
function useFreshJobs() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const newJobs = useLiveState('newJobs');
  const [atTop, setAtTop] = useState(true);
  const show = useCallback(() => {
    setLiveState({ newJobs: 0 });
    const filter = trpc.jobs.find.pathFilter();
    queryClient.setQueriesData<InfiniteData<JobPage, string | null>>(filter, (data) =>
      data?.pages ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) } : data,
    );
    void queryClient.invalidateQueries(filter);
  }, [trpc, queryClient]);
  useEffect(() => {
    if (newJobs === 0 || !atTop) return undefined;
    const timer = setTimeout(show, 300);
    return () => clearTimeout(timer);
  }, [newJobs, atTop, show]);
  return { count: atTop ? 0 : newJobs, show, setAtTop };
}
