'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TaskDetail } from '#server/contracts/web/task-rows.ts';
import { formatTime } from '../../_lib/formats.ts';
import { useFollowJob } from '../../_lib/live-store.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { Slot } from '../../_plugins/slot.tsx';
import { Crumbs } from '../../_ui/crumbs.tsx';
import { Facts } from '../../_ui/facts.tsx';
import { ErrorNotice, GoneNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { IdWithCopy } from '../../_ui/id-with-copy.tsx';
import { TaskLog } from '../task-log/task-log.tsx';
import { TaskWhyCard } from '../why/task-why.tsx';
import type { LogJump } from '../task-log/use-log-place.ts';
import { Attempts } from './attempts.tsx';
import { Commands } from './commands.tsx';
import { TaskActions } from './task-actions.tsx';
import { TASK_LOOKS } from './task-status.ts';
import { WorkerLink } from './tasks-columns.tsx';
import classes from './tasks.module.css';
import { Name } from '../../_ui/name.tsx';

/** One task: its log, its attempts, and what it does. */
export function TaskPage({ jobId, taskId }: { readonly jobId: string; readonly taskId: string }) {
  useFollowJob(jobId);
  const trpc = useTRPC();
  const query = useQuery(trpc.tasks.get.queryOptions({ id: taskId }, { refetchOnMount: 'always' }));
  const [jump, setJump] = useState<LogJump | null>(null);
  const task = query.data;
  usePageTitle(task?.name);
  if (query.isPending) return <SkeletonRows label="Loading the task" />;
  if (query.error?.data?.code === 'NOT_FOUND')
    return <GoneNotice title="This task does not exist (any more)" href="/jobs" label="All jobs" />;
  if (!task) {
    return (
      <ErrorNotice
        title="The task could not be fetched"
        error={query.error ?? { message: '' }}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <div className={page.page}>
      <Crumbs
        trail={[
          ['Jobs', '/jobs'],
          [task.job.name, `/jobs/${jobId}`],
          [`Task ${task.index_in_job}`, `/jobs/${jobId}/${task.id}`],
        ]}
      />
      <div className={page.detailHead}>
        <h1 className={page.title}>
          <Name>{task.name}</Name>
        </h1>
        <StatusBadge look={TASK_LOOKS[task.status]} variant="pill" />
        {task.worker && task.status === 'active' && (
          <span className={classes.dim}>
            on <WorkerLink worker={task.worker} />
          </span>
        )}
        <span className={page.spacer} />
        <TaskActions tasks={[task]} ownerId={task.job.owner_id} onlyPossible />
      </div>
      <div className={page.columns}>
        <div className={page.main}>
          {(task.status === 'queued' || task.status === 'soft-failed') && (
            <div className={classes.why}>
              <TaskWhyCard taskId={taskId} />
            </div>
          )}
          <div className={classes.logArea}>
            <TaskLog taskId={taskId} isRunning={task.status === 'active'} url={task.log_url} jump={jump} />
          </div>
        </div>
        <aside className={page.side} aria-label="About this task">
          <section className={page.section}>
            <h2 className={page.sectionTitle}>Attempts</h2>
            <Attempts attempts={task.attempts} onLog={(attempt) => setJump({ offset: attempt.log_start })} />
          </section>
          <section className={page.section}>
            <h2 className={page.sectionTitle}>Task</h2>
            <TaskFacts task={task} />
          </section>
          <section className={page.section}>
            <h2 className={page.sectionTitle}>Commands</h2>
            <Commands commands={task.commands} />
          </section>
          <Slot name="task-panel" props={{ taskId }} className={page.section} />
        </aside>
      </div>
    </div>
  );
}

function TaskFacts({ task }: { readonly task: TaskDetail }) {
  const failedBy = task.failed_by.map((worker, index) => (
    <span key={worker.id}>
      {index > 0 && ', '}
      <WorkerLink worker={worker} />
    </span>
  ));
  return (
    <Facts
      facts={[
        ['Worker', <WorkerLink key="worker" worker={task.worker} />],
        ['Steps', `${task.steps_completed} of ${task.steps_total}`],
        ...(task.activity ? ([['Activity', task.activity]] as const) : []),
        ...(failedBy.length > 0 ? ([['Failed on', failedBy]] as const) : []),
        ['Type', task.type],
        ['Priority', task.priority],
        ['Updated', <RelativeTime key="updated" iso={task.updated} />],
        ['Last heard from', <RelativeTime key="touched" iso={task.last_touched} />],
        ['Created', formatTime(task.created)],
        ['ID', <IdWithCopy key="id" id={task.id} />],
      ]}
    />
  );
}
