'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { TASK_STATUSES } from '#server/contracts/task.ts';
import type { TaskCounts } from '#server/contracts/web/job-rows.ts';
import type { StatusMap } from '../../_lib/patch-tasks.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useUrlState } from '../../_lib/url-state.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { FilterChips } from '../../_ui/filter-chips.tsx';
import { EmptyNotice, ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import { SearchField } from '../../_ui/search-field.tsx';
import { SelectionBar } from '../../_ui/selection-bar.tsx';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { useSelection } from '../../_ui/use-selection.ts';
import { IconSearch } from '@tabler/icons-react';
import { FrameMap } from './frame-map.tsx';
import { TaskActions } from './task-actions.tsx';
import { TASK_LOOKS, TASK_STATUS_ORDER } from './task-status.ts';
import { taskCard, taskColumns } from './tasks-columns.tsx';
import classes from './tasks.module.css';

interface Props {
  readonly jobId: string;
  readonly map: StatusMap | undefined;
  readonly counts: TaskCounts;
  /** Who owns the job; null = nobody. */
  readonly ownerId: string | null;
}

/** The tasks of a job: the frame map, chips that are both its legend and the filter, and the table. */
export function JobTasks({ jobId, map, counts, ownerId }: Props) {
  const [url, setUrl] = useUrlState();
  const search = url.get('q') ?? '';
  const statusText = url.get('status') ?? '';
  const statuses = useMemo(
    () => TASK_STATUSES.filter((status) => statusText.split(',').includes(status)),
    [statusText],
  );
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.tasks.find.infiniteQueryOptions(
      { jobId, limit: 500, statuses, search },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData, refetchOnMount: 'always' },
    ),
  );
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const columns = useMemo(() => taskColumns(jobId), [jobId]);
  const card = useMemo(() => taskCard(jobId), [jobId]);
  const selection = useSelection();
  const chosen = rows.filter((row) => selection.ids.has(row.id));
  const { fetchNextPage, isFetchingNextPage } = query;
  const fetchMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  return (
    <>
      {map && map.letters.length > 1 && <FrameMap jobId={jobId} map={map} chosen={statuses} />}
      <div className={classes.tools}>
        <FilterChips
          label="Filter tasks by status"
          looks={TASK_LOOKS}
          order={TASK_STATUS_ORDER}
          counts={counts}
          chosen={statuses}
          onChange={(next) => setUrl({ status: next.join(',') })}
        />
        <SearchField
          label="Search tasks"
          value={search}
          onChange={useCallback((q: string) => setUrl({ q }), [setUrl])}
        />
      </div>
      <div className={classes.table}>
        {query.isError && rows.length > 0 && <StaleNotice error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows label="Loading tasks" />}
        {query.isError && !query.data && (
          <ErrorNotice
            title="The tasks could not be fetched"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
        {query.isSuccess && rows.length === 0 && (
          <EmptyNotice icon={<IconSearch size={22} stroke={1.6} />} title="No matching tasks">
            {search || statuses.length > 0 ? 'Change the search or the selected statuses.' : 'This job has no tasks.'}
          </EmptyNotice>
        )}
        {rows.length > 0 && (
          <DataTable
            label="Tasks"
            rows={rows}
            columns={columns}
            href={(task) => `/jobs/${jobId}/${task.id}`}
            card={card}
            cardHeight={68}
            selection={selection}
            hasMore={query.hasNextPage}
            onMore={fetchMore}
          />
        )}
        <SelectionBar count={chosen.length} noun="task" onClear={selection.clear}>
          <TaskActions tasks={chosen} ownerId={ownerId} onDone={selection.clear} />
        </SelectionBar>
      </div>
    </>
  );
}
