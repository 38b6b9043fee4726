import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { AUDIT_KINDS, type AuditEntry } from '#server/contracts/audit.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useUrlState } from '../../_lib/url-state.ts';

/** An entry as a row of the table. */
export interface AuditRow extends Omit<AuditEntry, 'id'> {
  readonly id: string;
}

/** The filters that come from the page's address: days are in the time zone of the browser. */
export function useAuditFilter() {
  const [url, setUrl] = useUrlState();
  const get = (name: string) => url.get(name) ?? '';
  const [search, kind, action, who, subject] = ['q', 'kind', 'action', 'who', 'subject'].map(get);
  const from = momentOf(get('from'), 0);
  const until = momentOf(get('to'), 1);
  const filter = {
    search: search ?? '',
    ...(who ? { who } : {}),
    ...(subject ? { subject } : {}),
    ...(action ? { action } : {}),
    ...(AUDIT_KINDS.some((each) => each === kind) ? { kind: AUDIT_KINDS.find((each) => each === kind) } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  };
  return { url, setUrl, filter };
}

/** The entries that the filter lets through, page by page. */
export function useAuditQuery(filter: ReturnType<typeof useAuditFilter>['filter']) {
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.audit.find.infiniteQueryOptions(
      { ...filter, limit: 200 },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const rows = useMemo(
    () => query.data?.pages.flatMap((page) => page.entries).map((entry) => ({ ...entry, id: String(entry.id) })) ?? [],
    [query.data],
  );
  const { fetchNextPage, isFetchingNextPage } = query;
  const fetchMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  return { query, rows, fetchMore };
}

/** When a day begins, or the one `later` days after it. */
function momentOf(day: string, later: number): string | undefined {
  const [year = 0, month = 0, date = 0] = /^\d{4}-\d\d-\d\d$/.test(day) ? day.split('-').map(Number) : [];
  return year === 0 ? undefined : new Date(year, month - 1, date + later).toISOString();
}
