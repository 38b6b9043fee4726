'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation.js';
import type { JobStatus } from '#server/contracts/job.ts';
import type { TaskCounts } from '#server/contracts/web/job-rows.ts';
import { formatCount, formatNoun } from '../../_lib/formats.ts';
import { useFollowJob } from '../../_lib/live-store.ts';
import { countStatuses } from '../../_lib/patch-tasks.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { useLasting } from '../../_lib/use-lasting.ts';
import { Slot } from '../../_plugins/slot.tsx';
import { Crumbs } from '../../_ui/crumbs.tsx';
import { ErrorNotice, GoneNotice } from '../../_ui/notice.tsx';
import { Only } from '../../_ui/only.tsx';
import page from '../../_ui/page.module.css';
import { SegmentedBar } from '../../_ui/segmented-bar.tsx';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { JobTasks } from '../tasks/job-tasks.tsx';
import { progressOf, progressSegments, TASK_STATUS_ORDER } from '../tasks/task-status.ts';
import { JobWhyCard } from '../why/job-why.tsx';
import { HandOver } from './hand-over.tsx';
import { JobActions } from './job-actions.tsx';
import { JobDependencies } from './job-dependencies.tsx';
import { JobFacts } from './job-facts.tsx';
import { JobImage } from './job-image.tsx';
import { JobPriority } from './job-priority.tsx';
import { DELETING_LOOK, JOB_LOOKS } from './job-status.ts';
import { WarningList } from '../../_ui/warning-list.tsx';
import { KeptMark } from './kept-mark.tsx';
import classes from './jobs.module.css';
import { Name } from '../../_ui/name.tsx';

/** One job: its progress, its tasks, its last frame, and what it was asked to do. */
export function JobPage({ jobId }: { readonly jobId: string }) {
  useFollowJob(jobId);
  const router = useRouter();
  const trpc = useTRPC();
  const query = useQuery(trpc.jobs.get.queryOptions({ id: jobId }));
  const map = useQuery(trpc.tasks.statusMap.queryOptions({ jobId }, { refetchOnMount: 'always' })).data;
  const job = query.data;
  const right = useMay('jobs.change', job && [job.owner_id]);
  usePageTitle(job?.name);
  if (query.isPending) return <SkeletonRows label="Loading the job" />;
  if (query.error?.data?.code === 'NOT_FOUND')
    return <GoneNotice title="This job does not exist (any more)" href="/jobs" label="All jobs" />;
  if (!job) {
    return (
      <ErrorNotice
        title="The job could not be fetched"
        error={query.error ?? { message: '' }}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const counts = map ? countStatuses(map) : job.tasks;
  const total = TASK_STATUS_ORDER.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  const done = progressOf({ ...job, tasks: counts });
  return (
    <div className={page.page}>
      <Crumbs
        trail={[
          ['Jobs', '/jobs'],
          [`#${job.number}`, `/jobs/${job.id}`],
        ]}
      />
      <div className={page.detailHead}>
        <h1 className={page.title}>
          <Name>{job.name}</Name>
        </h1>
        <StatusBadge look={job.delete_requested_at ? DELETING_LOOK : JOB_LOOKS[job.status]} variant="pill" />
        {job.keep && <KeptMark withText />}
        <span className={page.spacer} />
        <HandOver jobs={[job]} />
        <JobActions jobs={[job]} onlyPossible onDeleted={() => router.push('/jobs')} />
      </div>
      <div className={page.columns}>
        <section className={page.main} aria-label="Progress and tasks">
          <div className={classes.overview}>
            <div className={classes.overviewTop}>
              <span className={classes.big}>{Math.floor(done * 100)}%</span>
              <span className={classes.dim}>
                {formatCount(job.steps_completed)} of {formatNoun(job.steps_total, 'step')} ·{' '}
                {formatCount(counts.completed)} of {formatNoun(total, 'task')}
              </span>
              <Only right={right}>
                <JobPriority job={job} />
              </Only>
            </div>
            <SegmentedBar tall label="Progress of the job" value={done} segments={progressSegments(counts, done)} />
            {job.activity && (
              <span className={classes.dim}>
                <Name>{job.activity}</Name>
              </span>
            )}
            <WarningList warnings={job.warnings} />
            <WaitingJob job={job} counts={counts} />
            <Only right={right}>
              <JobDependencies job={job} />
            </Only>
          </div>
          <JobTasks jobId={jobId} map={map} counts={counts} ownerId={job.owner_id} />
        </section>
        <aside className={page.side} aria-label="About this job">
          <JobImage job={job} />
          <JobFacts job={job} />
          <Slot name="job-panel" props={{ jobId }} className={page.section} />
        </aside>
      </div>
    </div>
  );
}

interface WaitingProps {
  readonly job: { readonly id: string; readonly status: JobStatus };
  readonly counts: TaskCounts;
}

/** Why none of the job's tasks are running. Shown only after a while, because there is a short gap between tasks. */
function WaitingJob({ job, counts }: WaitingProps) {
  const isOpen = job.status === 'active' || job.status === 'queued';
  const waits = (counts.queued ?? 0) + (counts['soft-failed'] ?? 0) > 0;
  const isStill = isOpen && waits && (counts.active ?? 0) === 0;
  return useLasting(isStill, 1500) ? <JobWhyCard jobId={job.id} /> : null;
}
