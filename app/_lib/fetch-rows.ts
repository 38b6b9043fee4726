import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import type { JobPage } from '#server/contracts/web/job-rows.ts';
import { useTRPC, useTRPCClient } from './trpc.ts';

/**
 * Fetches the jobs that this page has changed again, all in one request. The page is then right even before the
 * manager's event arrives, and even if none does because the connection is lost.
 */
export function useFetchJobRows(): (ids: readonly string[]) => Promise<void> {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (ids) => {
    const rows = await client.jobs.rows.query({ ids: [...ids] });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const filter = trpc.jobs.find.pathFilter();
    queryClient.setQueriesData<InfiniteData<JobPage, string | null>>(filter, (data) =>
      data?.pages
        ? {
            ...data,
            pages: data.pages.map((page) => ({ ...page, rows: page.rows.map((row) => byId.get(row.id) ?? row) })),
          }
        : data,
    );
    for (const row of rows)
      queryClient.setQueryData(trpc.jobs.get.queryKey({ id: row.id }), (open) => open && { ...open, ...row });
  };
}

/** The same for workers. */
export function useFetchWorkerRows(): (ids: readonly string[]) => Promise<void> {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (ids) => {
    const rows = await client.workers.rows.query({ ids: [...ids] });
    const byId = new Map(rows.map((row) => [row.id, row]));
    queryClient.setQueryData(trpc.workers.find.queryKey({}), (known) => known?.map((row) => byId.get(row.id) ?? row));
    for (const row of rows) queryClient.setQueryData(trpc.workers.get.queryKey({ id: row.id }), row);
  };
}
