'use client';
import { IconSearch, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTRPC } from '../../_lib/trpc.ts';
import { useUrlState } from '../../_lib/url-state.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { FilterChips } from '../../_ui/filter-chips.tsx';
import { EmptyNotice, ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { SearchField } from '../../_ui/search-field.tsx';
import { SelectionBar } from '../../_ui/selection-bar.tsx';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { useSelection } from '../../_ui/use-selection.ts';
import { AddWorker } from './add-worker.tsx';
import { WorkerActions } from './worker-actions.tsx';
import { listedAs, WORKER_LOOKS, WORKER_STATUS_ORDER } from './worker-status.ts';
import { WORKER_COLUMNS, workerCard } from './workers-columns.tsx';
import classes from './workers.module.css';

/** All workers of the farm. */
export function WorkersPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.workers.find.queryOptions({}));
  const [url, setUrl] = useUrlState();
  const search = url.get('q') ?? '';
  const statusText = url.get('status') ?? '';
  const descending = url.get('sort') === '-name';
  const statuses = WORKER_STATUS_ORDER.filter((status) => statusText.split(',').includes(status));
  const all = useMemo(() => query.data ?? [], [query.data]);
  const counts: Partial<Record<string, number>> = {};
  for (const worker of all) counts[listedAs(worker)] = (counts[listedAs(worker)] ?? 0) + 1;
  const rows = useMemo(() => {
    const wanted = statusText === '' ? [] : statusText.split(',');
    const fits = all.filter(
      (worker) =>
        (wanted.length === 0 || wanted.includes(listedAs(worker))) &&
        worker.name.toLowerCase().includes(search.toLowerCase()),
    );
    return fits.toSorted((a, b) => (descending ? -1 : 1) * a.name.localeCompare(b.name, 'en', { numeric: true }));
  }, [all, statusText, search, descending]);
  const selection = useSelection();
  const chosen = rows.filter((row) => selection.ids.has(row.id));
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>Workers {query.data && <span className={page.total}>{all.length}</span>}</h1>
        <span className={page.spacer} />
        <SearchField
          label="Search workers"
          value={search}
          onChange={useCallback((q: string) => setUrl({ q }), [setUrl])}
        />
        <AddWorker />
      </div>
      <div className={page.filters}>
        <FilterChips
          label="Filter by status"
          looks={WORKER_LOOKS}
          order={WORKER_STATUS_ORDER}
          counts={counts}
          chosen={statuses}
          onChange={(next) => setUrl({ status: next.join(',') })}
        />
      </div>
      {query.isError && all.length > 0 && <StaleNotice error={query.error} onRetry={() => void query.refetch()} />}
      <div className={classes.box}>
        {query.isPending && <SkeletonRows label="Loading workers" />}
        {query.isError && !query.data && (
          <ErrorNotice
            title="The workers could not be fetched"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
        {query.isSuccess && all.length === 0 && (
          <EmptyNotice icon={<IconServer2 size={22} stroke={1.6} />} title="No workers yet">
            Any machine that can reach this manager and the shared storage can be a worker. “Add a worker” shows the
            command that installs it.
          </EmptyNotice>
        )}
        {all.length > 0 && rows.length === 0 && (
          <EmptyNotice icon={<IconSearch size={22} stroke={1.6} />} title="No matching workers">
            Change the search or the selected statuses.
          </EmptyNotice>
        )}
        {rows.length > 0 && (
          <DataTable
            label="Workers"
            rows={rows}
            columns={WORKER_COLUMNS}
            href={(worker) => `/workers/${worker.id}`}
            card={workerCard}
            selection={selection}
            sort={{ by: 'name', descending, onChange: (_, down) => setUrl({ sort: down ? '-name' : null }) }}
          />
        )}
        <SelectionBar count={chosen.length} noun="worker" onClear={selection.clear}>
          <WorkerActions workers={chosen} onDone={selection.clear} />
        </SelectionBar>
      </div>
    </div>
  );
}
