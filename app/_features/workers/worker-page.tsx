'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation.js';
import type { TaskStatus } from '#server/contracts/task.ts';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { useLasting } from '../../_lib/use-lasting.ts';
import { Slot } from '../../_plugins/slot.tsx';
import { Crumbs } from '../../_ui/crumbs.tsx';
import { Facts } from '../../_ui/facts.tsx';
import { IdWithCopy } from '../../_ui/id-with-copy.tsx';
import { ErrorNotice, GoneNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { TASK_LOOKS } from '../tasks/task-status.ts';
import { WorkerWhyCard } from '../why/worker-why.tsx';
import { JoinedWith, NewSecret } from './worker-credentials.tsx';
import { WorkerActions } from './worker-actions.tsx';
import { WorkerCheck } from './worker-check.tsx';
import { WorkerHistory } from './worker-history.tsx';
import { WorkerName } from './worker-name.tsx';
import { WorkerTags } from './worker-tags.tsx';
import { WorkerWishes } from './worker-wishes.tsx';
import { WorkerStatus, WorkerTask } from './workers-columns.tsx';
import classes from './workers.module.css';
import { Name } from '../../_ui/name.tsx';

/** One worker. */
export function WorkerPage({ workerId }: { readonly workerId: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const query = useQuery(trpc.workers.get.queryOptions({ id: workerId }));
  const worker = query.data;
  usePageTitle(worker?.name);
  if (query.isPending) return <SkeletonRows label="Loading the worker" />;
  if (query.error?.data?.code === 'NOT_FOUND')
    return <GoneNotice title="This worker is not on the farm (any more)" href="/workers" label="All workers" />;
  if (!worker) {
    return (
      <ErrorNotice
        title="The worker could not be fetched"
        error={query.error ?? { message: '' }}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const look = worker.task ? TASK_LOOKS[worker.task.status as TaskStatus] : undefined;
  return (
    <div className={page.page}>
      <Crumbs
        trail={[
          ['Workers', '/workers'],
          [worker.name, `/workers/${worker.id}`],
        ]}
      />
      <div className={page.detailHead}>
        <h1 className={page.title}>
          <Name>{worker.name}</Name>
        </h1>
        <WorkerStatus worker={worker} />
        <span className={page.spacer} />
        <WorkerActions workers={[worker]} onRemoved={() => router.push('/workers')} />
      </div>
      <IdleWorker worker={worker} />
      <div className={classes.details}>
        <section className={classes.panel}>
          <h2 className={page.sectionTitle}>{worker.task?.status === 'active' ? 'Working on' : 'Last task'}</h2>
          {worker.task && look ? (
            <Facts
              facts={[
                ['Task', <WorkerTask key="task" worker={worker} />],
                ['Status', <StatusBadge key="status" look={look} />],
              ]}
            />
          ) : (
            <span className={classes.dim}>This worker has not run a task yet.</span>
          )}
        </section>
        <section className={classes.panel}>
          <h2 className={page.sectionTitle}>Worker</h2>
          <Facts
            facts={[
              ['Name', <WorkerName key="name" worker={worker} />],
              ['Last seen', <RelativeTime key="seen" iso={worker.last_seen} />],
              ['Version', worker.version],
              ['Platform', worker.platform],
              ['Address', worker.address],
              ['Can restart', worker.can_restart ? 'yes' : 'no'],
              ['Task types', <TaskTypes key="types" types={worker.task_types} />],
              ['Joined with', <JoinedWith key="joined" workerId={worker.id} />],
              ['Secret', <NewSecret key="secret" worker={worker} />],
              ['ID', <IdWithCopy key="id" id={worker.id} />],
            ]}
          />
          <WorkerWishes worker={worker} />
        </section>
        <section className={classes.panel}>
          <h2 className={page.sectionTitle}>Self-check</h2>
          <WorkerCheck workerId={worker.id} />
        </section>
        <section className={classes.panel}>
          <h2 className={page.sectionTitle}>Tags</h2>
          <WorkerTags workerId={worker.id} />
        </section>
        <Slot name="worker-panel" props={{ workerId: worker.id }} className={classes.panel} />
        <section className={classes.panel}>
          <h2 className={page.sectionTitle}>Status history</h2>
          <WorkerHistory workerId={worker.id} />
        </section>
      </div>
    </div>
  );
}

/** Why the worker has nothing to do. Shown only after a while, because a worker is idle for a moment between tasks. */
function IdleWorker({ worker }: { readonly worker: WorkerRow }) {
  const isIdle = worker.task?.status !== 'active';
  if (!useLasting(isIdle, 1500)) return null;
  return (
    <div className={classes.why}>
      <WorkerWhyCard workerId={worker.id} />
    </div>
  );
}

function TaskTypes({ types }: { readonly types: readonly string[] }) {
  return (
    <span className={classes.tags}>
      {types.map((type) => (
        <span key={type}>{type}</span>
      ))}
    </span>
  );
}
