import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { TaskEvent } from '#server/contracts/events/task-event.ts';
import type { JobStatus } from '#server/contracts/job.ts';
import type { TaskStatus } from '#server/contracts/task.ts';
import type { JobPage } from '#server/contracts/web/job-rows.ts';
import type { EventBatch, JobNews } from './event-batch.ts';
import { getLiveState, setLiveState } from './live-store.ts';
import { groupById, patchJob, patchJobPages } from './patch-jobs.ts';
import { patchStatusMap, patchTask, patchTaskPages, type TaskPage } from './patch-tasks.ts';
import { isRemoval, patchTags, patchWorker, patchWorkers, patchWorkersTask } from './patch-workers.ts';
import { createRefetchLater, type RefetchLater, refetchAfter } from './refetch-later.ts';
import type { useTRPC } from './trpc.ts';

interface Farm {
  readonly trpc: ReturnType<typeof useTRPC>;
  readonly queryClient: QueryClient;
}

/** Applies bursts of events to the query caches. `stop` drops fetches that are still waiting. */
export function createBatchApplier(farm: Farm): { apply(batch: EventBatch): void; stop(): void } {
  const { trpc, queryClient } = farm;
  const refetchLater = createRefetchLater(farm);
  return {
    apply(batch) {
      if (batch.gap) void queryClient.invalidateQueries();
      const submitted = batch.of('job.submitted').length;
      if (submitted > 0) setLiveState({ newJobs: getLiveState().newJobs + submitted });
      applyJobs(farm, batch.jobs);
      applyTasks(farm, batch.of('task.changed'), refetchLater);
      applyWorkers(farm, batch);
      refetchAfter(farm, batch, refetchLater);
      for (const { status } of batch.of('farm-status.changed')) {
        queryClient.setQueryData(trpc.farm.info.queryKey(), (info) => info && { ...info, status });
      }
      for (const { job, thumbnail } of batch.of('last-rendered.updated')) {
        const key = trpc.jobs.get.queryKey({ id: job.id });
        const last_rendered = { ...thumbnail, version: String(Date.now()) };
        queryClient.setQueryData(key, (open) => open && { ...open, last_rendered });
      }
    },
    stop: () => refetchLater.stop(),
  };
}

function applyJobs({ trpc, queryClient }: Farm, news: readonly JobNews[]) {
  if (news.length === 0) return;
  const found = queryClient.getQueriesData<InfiniteData<JobPage, string | null>>(trpc.jobs.find.pathFilter());
  for (const [key, data] of found) {
    const input = (key[1] as { input?: { statuses?: JobStatus[]; mine?: boolean } } | undefined)?.input;
    if (data?.pages) queryClient.setQueryData(key, patchJobPages(data, news, input));
  }
  for (const [id, group] of groupById(news)) {
    const key = trpc.jobs.get.queryKey({ id });
    if (group.some((each) => each.kind === 'deleted')) void queryClient.invalidateQueries({ queryKey: key });
    else queryClient.setQueryData(key, (open) => open && group.reduce(patchJob, open));
  }
}

function applyTasks({ trpc, queryClient }: Farm, events: readonly TaskEvent[], refetchLater: RefetchLater) {
  const jobId = events[0]?.job.id;
  if (!jobId) return;
  const found = queryClient.getQueriesData<InfiniteData<TaskPage, number | null>>(trpc.tasks.find.pathFilter());
  for (const [key, data] of found) {
    const input = (key[1] as { input?: { jobId?: string; statuses?: TaskStatus[]; search?: string } } | undefined)
      ?.input;
    if (!data?.pages || input?.jobId !== jobId) continue;
    queryClient.setQueryData(key, patchTaskPages(data, events, input));
  }
  const places = new Map(events.map(({ task }) => [task.index_in_job, task.status]));
  queryClient.setQueryData(trpc.tasks.statusMap.queryKey({ jobId }), (map) => map && patchStatusMap(map, places));
  for (const [id, group] of Map.groupBy(events, (event) => event.task.id)) {
    const key = trpc.tasks.get.queryKey({ id });
    const open = queryClient.getQueryData(key);
    if (!open) continue;
    const next = group.reduce(patchTask, open);
    queryClient.setQueryData(key, next);
    // No event says anything about its attempts.
    if (next.status !== open.status || next.worker?.id !== open.worker?.id) refetchLater.add('task');
  }
}

function applyWorkers({ trpc, queryClient }: Farm, batch: EventBatch) {
  const events = batch.of('worker.changed');
  if (events.length === 0 && batch.tasks.length === 0) return;
  queryClient.setQueryData(trpc.workers.find.queryKey({}), (rows) => rows && patchWorkers(rows, events, batch.tasks));
  queryClient.setQueryData(trpc.tags.find.queryKey({}), (rows) => rows && patchTags(rows, events));
  for (const event of events) {
    const key = trpc.workers.get.queryKey({ id: event.worker.id });
    if (isRemoval(event)) void queryClient.invalidateQueries({ queryKey: key });
    else queryClient.setQueryData(key, (open) => open && patchWorker(open, event));
  }
  for (const news of batch.tasks) {
    const key = trpc.workers.get.queryKey({ id: news.worker_id });
    queryClient.setQueryData(key, (open) => open && patchWorkersTask(open, news));
  }
}
