import type { QueryClient } from '@tanstack/react-query';
import type { EventBatch } from './event-batch.ts';
import { fetchLater } from './fetch-later.ts';
import type { useTRPC } from './trpc.ts';

/** Answers that cost the manager more than a row are asked for less often, in milliseconds. */
const SLOW_PAUSE_MS = 4000;

interface Farm {
  readonly trpc: ReturnType<typeof useTRPC>;
  readonly queryClient: QueryClient;
}

/** Queries that are fetched again, when a page shows them, because events do not tell what they hold. */
export function createRefetchLater({ trpc, queryClient }: Farm) {
  const filters = {
    farm: [trpc.farm.info.pathFilter()],
    map: [trpc.tasks.statusMap.pathFilter()],
    tasks: [trpc.tasks.find.pathFilter()],
    task: [trpc.tasks.get.pathFilter()],
    workers: [trpc.workers.find.pathFilter()],
    job: [trpc.jobs.get.pathFilter()],
    jobs: [trpc.jobs.find.pathFilter()],
    tags: [trpc.tags.find.pathFilter()],
    history: [trpc.workers.history.pathFilter()],
    check: [trpc.workers.lastCheck.pathFilter()],
    why: [trpc.jobs.why.pathFilter(), trpc.tasks.why.pathFilter(), trpc.workers.why.pathFilter()],
    blocks: [trpc.jobs.findBlocks.pathFilter()],
  };
  type Name = keyof typeof filters;
  const refetch = async (names: readonly string[]) => {
    const wanted = names.flatMap((name) => [...filters[name as Name]]);
    await Promise.all(wanted.map((filter) => queryClient.invalidateQueries(filter)));
  };
  const soon = fetchLater(refetch);
  const seldom = fetchLater(refetch, SLOW_PAUSE_MS);
  return {
    add: (name: Name) => (name === 'why' || name === 'blocks' ? seldom : soon).add(name),
    stop: () => {
      soon.stop();
      seldom.stop();
    },
  };
}
export type RefetchLater = ReturnType<typeof createRefetchLater>;

/** Asks again for what a burst of events may have changed beside rows. */
export function refetchAfter(batch: EventBatch, later: RefetchLater): void {
  const tasks = batch.of('task.changed').length > 0;
  const workers = batch.of('worker.changed');
  const tags = batch.of('worker-tag.changed').length > 0;
  if (tags || workers.length > 0) later.add('tags');
  if (workers.length > 0) later.add('check');
  if (tags) later.add('job');
  if (workers.some((event) => event.previous_status !== undefined)) later.add('history');
  if (tags || tasks || workers.length > 0 || batch.jobs.length > 0) later.add('why');
  if (tasks || batch.jobs.length > 0) later.add('blocks');
}
