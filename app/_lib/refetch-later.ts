import type { QueryClient } from '@tanstack/react-query';
import type { EventBatch } from './event-batch.ts';
import { fetchLater } from './fetch-later.ts';
import { getLiveState } from './live-store.ts';
import type { useTRPC } from './trpc.ts';

/** The pause for answers that cost the manager more than a row does, in milliseconds. */
const SLOW_PAUSE_MS = 10_000;

interface Farm {
  readonly trpc: ReturnType<typeof useTRPC>;
  readonly queryClient: QueryClient;
}

/** Queries to fetch again, if a page shows them, because events do not carry what they hold. */
export function createRefetchLater({ trpc, queryClient }: Farm) {
  const filters = {
    farm: [trpc.farm.info.pathFilter()],
    map: [trpc.tasks.statusMap.pathFilter()],
    tasks: [trpc.tasks.find.pathFilter()],
    task: [trpc.tasks.get.pathFilter()],
    job: [trpc.jobs.get.pathFilter()],
    jobs: [trpc.jobs.find.pathFilter()],
    tags: [trpc.tags.find.pathFilter()],
    why: [trpc.jobs.why.pathFilter(), trpc.tasks.why.pathFilter(), trpc.workers.why.pathFilter()],
    blocks: [trpc.jobs.findBlocks.pathFilter()],
    letters: [trpc.deadLetters.find.pathFilter()],
  };
  type Name = keyof typeof filters;
  const refetch = async (names: readonly string[]) => {
    const wanted = names.flatMap((name) => [...filters[name as Name]]);
    await Promise.all(wanted.map((filter) => queryClient.invalidateQueries(filter)));
  };
  const soon = fetchLater(refetch);
  const seldom = fetchLater(refetch, SLOW_PAUSE_MS);
  return {
    add: (name: Name) => (name === 'why' ? seldom : soon).add(name),
    stop: () => {
      soon.stop();
      seldom.stop();
    },
  };
}
export type RefetchLater = ReturnType<typeof createRefetchLater>;

/** Fetches again whatever a burst of events has changed besides rows. */
export function refetchAfter({ trpc, queryClient }: Farm, batch: EventBatch, later: RefetchLater): void {
  const workers = batch.of('worker.changed');
  const tags = batch.of('worker-tag.changed');
  const jobs = batch.jobs.flatMap((news) => (news.kind === 'progress' ? [] : [news]));
  const settings = batch.of('settings.changed').length > 0;
  for (const { worker, changed } of workers) {
    const { id } = worker;
    if (changed.includes('status') || changed.includes('removed')) {
      later.add('farm');
      void queryClient.invalidateQueries({ queryKey: trpc.workers.history.queryKey({ id }) });
    }
    if (changed.includes('check'))
      void queryClient.invalidateQueries({ queryKey: trpc.workers.lastCheck.queryKey({ id }) });
  }
  for (const { id, kind, event } of jobs) {
    if (event.changed.includes('blocks')) later.add('blocks');
    const isFollowed = getLiveState().followedJob === id;
    if (isFollowed && ['depends_on', 'waits_for'].some((name) => event.changed.includes(name))) later.add('job');
    if (event.changed.includes('tasks') && isFollowed)
      for (const name of ['map', 'tasks', 'task'] as const) later.add(name);
    const isBound = kind !== 'changed' && event.job.worker_tag_id !== null;
    if (isBound || event.changed.includes('worker_tag_id')) later.add('tags');
  }
  // Jobs lose a tag that is removed, but no event names each of them.
  if (tags.some((event) => event.removed)) for (const name of ['job', 'jobs'] as const) later.add(name);
  if (tags.length > 0) later.add('tags');
  if (settings) for (const name of ['farm', 'job'] as const) later.add(name);
  if (batch.of('manager.life-cycle').length > 0) later.add('farm');
  if (batch.of('dead-letter.changed').length > 0) later.add('letters');
  const isNewForWorkers = workers.some(({ changed }) =>
    changed.some((name) => name !== 'task' && name !== 'last_seen'),
  );
  const tasks = batch.of('task.changed').length > 0 || batch.tasks.length > 0;
  if (tags.length > 0 || tasks || isNewForWorkers || jobs.length > 0) later.add('why');
}
