import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { TaskEvent, WorkerEvent } from '#server/contracts/event.ts';
import type { JobStatus } from '#server/contracts/job.ts';
import type { TaskStatus } from '#server/contracts/task.ts';
import type { JobPage } from '#server/contracts/web/job-rows.ts';
import type { EventBatch } from './event-batch.ts';
import { fetchLater } from './fetch-later.ts';
import { getLiveState, setLiveState } from './live-store.ts';
import { groupById, patchJob, patchJobPages } from './patch-jobs.ts';
import { patchStatusMap, patchTask, patchTaskPages, type TaskPage } from './patch-tasks.ts';
import { patchWorker, patchWorkers } from './patch-workers.ts';
import { createRefetchLater, type RefetchLater, refetchAfter } from './refetch-later.ts';
import type { FarmClient, useTRPC } from './trpc.ts';

interface Farm {
  readonly trpc: ReturnType<typeof useTRPC>;
  readonly client: FarmClient;
  readonly queryClient: QueryClient;
}

/** Brings bursts of events into the query caches. `stop` drops fetches that still wait. */
export function createBatchApplier(farm: Farm): { apply(batch: EventBatch): void; stop(): void } {
  const { trpc, client, queryClient } = farm;
  const jobsLater = fetchLater(async (ids) => {
    const jobs = await thoseFound(ids.map((id) => client.jobs.get.query({ id })));
    for (const job of jobs) {
      queryClient.setQueryData(trpc.jobs.get.queryKey({ id: job.id }), job);
      setJobPages(farm, (data) => ({
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          rows: page.rows.map((row) => (row.id === job.id ? { ...row, ...job } : row)),
        })),
      }));
    }
  });
  const workersLater = fetchLater(async (ids) => {
    const workers = await thoseFound(ids.map((id) => client.workers.get.query({ id })));
    const byId = new Map(workers.map((worker) => [worker.id, worker]));
    queryClient.setQueryData(trpc.workers.find.queryKey({}), (rows) => rows?.map((row) => byId.get(row.id) ?? row));
    for (const worker of workers) queryClient.setQueryData(trpc.workers.get.queryKey({ id: worker.id }), worker);
  });
  const refetchLater = createRefetchLater(farm);

  return {
    apply(batch) {
      if (batch.gap) void queryClient.invalidateQueries();
      if (batch.submitted > 0) setLiveState({ newJobs: getLiveState().newJobs + batch.submitted });
      applyJobs(farm, batch, jobsLater, refetchLater);
      applyTasks(farm, batch.of('task.changed'), refetchLater);
      applyWorkers(farm, batch.of('worker.changed'), workersLater, refetchLater);
      refetchAfter(batch, refetchLater);
      for (const { status } of batch.of('farm-status.changed')) {
        queryClient.setQueryData(trpc.farm.info.queryKey(), (info) => info && { ...info, status });
      }
      for (const { job_id: id, thumbnail } of batch.of('last-rendered.updated')) {
        queryClient.setQueryData(trpc.jobs.get.queryKey({ id }), (job) => job && { ...job, last_rendered: thumbnail });
      }
    },
    stop() {
      for (const later of [jobsLater, workersLater, refetchLater]) later.stop();
    },
  };
}

/** The answers that came; what is gone meanwhile spoils none of the others. */
async function thoseFound<T>(answers: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(answers);
  return settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

type Later = ReturnType<typeof fetchLater>;

function applyJobs({ trpc, queryClient }: Farm, batch: EventBatch, jobsLater: Later, refetchLater: RefetchLater) {
  if (batch.jobs.length === 0) return;
  const shown = new Set<string>();
  const found = queryClient.getQueriesData<InfiniteData<JobPage, string | null>>(trpc.jobs.find.pathFilter());
  for (const [key, data] of found) {
    if (!data?.pages) continue;
    for (const page of data.pages) for (const row of page.rows) shown.add(row.id);
    const input = (key[1] as { input?: { statuses?: JobStatus[] } } | undefined)?.input;
    queryClient.setQueryData(key, patchJobPages(data, batch.jobs, input?.statuses));
  }
  for (const [id, events] of groupById(batch.jobs)) {
    const key = trpc.jobs.get.queryKey({ id });
    const open = queryClient.getQueryData(key);
    if (open) queryClient.setQueryData(key, events.reduce(patchJob, open));
    if (events.some((event) => event.was_deleted)) {
      void queryClient.invalidateQueries({ queryKey: key });
      continue;
    }
    const refresh = events.some((event) => event.refresh_tasks);
    const moved = events.some((event) => event.previous_status && event.previous_status !== event.status);
    if ((refresh || moved) && (open || shown.has(id))) jobsLater.add(id);
    if (refresh && getLiveState().followedJob === id)
      for (const name of ['map', 'tasks', 'task'] as const) refetchLater.add(name);
  }
}

function applyTasks({ trpc, queryClient }: Farm, events: readonly TaskEvent[], refetchLater: RefetchLater) {
  const jobId = events[0]?.job_id;
  if (!jobId) return;
  const places = new Map<number, TaskStatus>();
  let known = false;
  const found = queryClient.getQueriesData<InfiniteData<TaskPage, number | null>>(trpc.tasks.find.pathFilter());
  for (const [key, data] of found) {
    const input = (key[1] as { input?: { jobId?: string; statuses?: TaskStatus[] } } | undefined)?.input;
    if (!data?.pages || input?.jobId !== jobId) continue;
    const patched = patchTaskPages(data, events);
    for (const [index, status] of patched.places) places.set(index, status);
    known ||= patched.unknown.length === 0;
    queryClient.setQueryData(key, patched.data);
    if (patched.unknown.some((event) => input.statuses?.includes(event.status))) refetchLater.add('tasks');
  }
  const mapKey = trpc.tasks.statusMap.queryKey({ jobId });
  queryClient.setQueryData(mapKey, (map) => map && patchStatusMap(map, places));
  if (!known) refetchLater.add('map');
  for (const [id, group] of groupById(events)) {
    const key = trpc.tasks.get.queryKey({ id });
    const open = queryClient.getQueryData(key);
    if (!open) continue;
    const next = group.reduce(patchTask, open);
    queryClient.setQueryData(key, next);
    if (next.status !== open.status || next.worker?.id !== open.worker?.id) refetchLater.add('task');
  }
}

function applyWorkers(
  { trpc, queryClient }: Farm,
  events: readonly WorkerEvent[],
  workersLater: Later,
  refetchLater: RefetchLater,
) {
  if (events.length === 0) return;
  refetchLater.add('farm');
  const rows = queryClient.getQueryData(trpc.workers.find.queryKey({}));
  if (rows) queryClient.setQueryData(trpc.workers.find.queryKey({}), patchWorkers(rows, events));
  const known = new Set(rows?.map((row) => row.id));
  for (const [id, group] of groupById(events)) {
    const key = trpc.workers.get.queryKey({ id });
    const open = queryClient.getQueryData(key);
    if (open) queryClient.setQueryData(key, group.reduce(patchWorker, open));
    if (group.some((event) => event.deleted_at)) {
      void queryClient.invalidateQueries({ queryKey: key });
      continue;
    }
    if (rows && !known.has(id)) refetchLater.add('workers');
    else if (rows || open) workersLater.add(id);
  }
}

function setJobPages(
  { trpc, queryClient }: Farm,
  change: (data: InfiniteData<JobPage, string | null>) => InfiniteData<JobPage, string | null>,
) {
  const filter = trpc.jobs.find.pathFilter();
  queryClient.setQueriesData<InfiniteData<JobPage, string | null>>(filter, (data) =>
    data?.pages ? change(data) : data,
  );
}
