import type { JobRow } from '#server/contracts/web/job-rows.ts';
import type { Column } from '../../_ui/column.ts';
import { Link } from '../../_ui/link.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { SegmentedBar } from '../../_ui/segmented-bar.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { progressOf, progressSegments } from '../tasks/task-status.ts';
import { JobOwner } from './job-owner.tsx';
import { DELETING_LOOK, JOB_LOOKS } from './job-status.ts';
import { KeptMark } from './kept-mark.tsx';
import { WaitingMark } from './waiting-mark.tsx';
import classes from './jobs.module.css';
import { Name } from '../../_ui/name.tsx';
import { visibleText } from '../../_lib/visible-text.ts';

export const JOB_COLUMNS: readonly Column<JobRow>[] = [
  {
    key: 'status',
    title: 'Status',
    width: '136px',
    sort: 'status',
    cell: (job) => <StatusBadge look={lookOf(job)} note={visibleText(job.activity)} />,
  },
  {
    key: 'name',
    title: 'Name',
    width: 'minmax(180px, 3fr)',
    sort: 'name',
    cell: (job) => (
      <span className={classes.name}>
        <Link href={`/jobs/${job.id}`}>
          <Name>{job.name}</Name>
        </Link>
        <small>#{job.number}</small>
        {job.waits_for > 0 && <WaitingMark jobs={job.waits_for} />}
        {job.keep && <KeptMark />}
      </span>
    ),
  },
  { key: 'progress', title: 'Progress', width: 'minmax(150px, 1.6fr)', cell: (job) => <JobProgress job={job} /> },
  {
    key: 'submitter',
    title: 'Submitted by',
    width: '116px',
    from: 1120,
    cell: (job) => (
      <span className={classes.dim}>
        <JobOwner job={job} />
      </span>
    ),
  },
  {
    key: 'type',
    title: 'Type',
    width: 'minmax(172px, 1fr)',
    from: 980,
    cell: (job) => <span className={classes.dim}>{job.type}</span>,
  },
  {
    key: 'priority',
    title: 'Priority',
    width: '84px',
    end: true,
    sort: 'priority',
    from: 760,
    cell: (job) => job.priority,
  },
  {
    key: 'submitted',
    title: 'Submitted',
    width: '128px',
    end: true,
    sort: 'submitted',
    from: 1240,
    cell: (job) => (
      <span className={classes.dim}>
        <RelativeTime iso={job.created} />
      </span>
    ),
  },
  {
    key: 'updated',
    title: 'Updated',
    width: '128px',
    end: true,
    sort: 'updated',
    cell: (job) => (
      <span className={classes.dim}>
        <RelativeTime iso={job.updated} />
      </span>
    ),
  },
];

/** The same for a farm with accounts, where each job is somebody's. */
export const OWNED_JOB_COLUMNS: readonly Column<JobRow>[] = JOB_COLUMNS.map((column) =>
  column.key === 'submitter' ? { ...column, title: 'Owner' } : column,
);

/** A job, for screens too narrow for columns. */
export function jobCard(job: JobRow) {
  return (
    <div className={classes.card}>
      <div className={classes.cardTop}>
        <Link href={`/jobs/${job.id}`}>
          <Name>{job.name}</Name>
        </Link>
        {job.waits_for > 0 && <WaitingMark jobs={job.waits_for} />}
        {job.keep && <KeptMark />}
        <small>
          <RelativeTime iso={job.updated} />
        </small>
      </div>
      <div className={classes.cardRow}>
        <StatusBadge look={lookOf(job)} />
        <JobProgress job={job} />
      </div>
    </div>
  );
}

function lookOf(job: JobRow) {
  return job.delete_requested_at ? DELETING_LOOK : JOB_LOOKS[job.status];
}

function JobProgress({ job }: { readonly job: JobRow }) {
  const done = progressOf(job);
  return (
    <span className={classes.progress}>
      <SegmentedBar label={`Progress of ${job.name}`} value={done} segments={progressSegments(job.tasks, done)} />
      <span className={classes.percent}>{Math.floor(done * 100)}%</span>
    </span>
  );
}
