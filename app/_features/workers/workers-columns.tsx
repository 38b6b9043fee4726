import { IconArrowNarrowRight } from '@tabler/icons-react';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import type { Column } from '../../_ui/column.ts';
import { Link } from '../../_ui/link.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { listedAs, workerLook } from './worker-status.ts';
import classes from './workers.module.css';
import { Name } from '../../_ui/name.tsx';

export const WORKER_COLUMNS: readonly Column<WorkerRow>[] = [
  { key: 'status', title: 'Status', width: '220px', cell: (worker) => <WorkerStatus worker={worker} /> },
  {
    key: 'name',
    title: 'Name',
    width: 'minmax(130px, 1.2fr)',
    sort: 'name',
    cell: (worker) => (
      <Link className={classes.name} href={`/workers/${worker.id}`}>
        <Name>{worker.name}</Name>
      </Link>
    ),
  },
  { key: 'task', title: 'Task', width: 'minmax(180px, 2.4fr)', cell: (worker) => <WorkerTask worker={worker} /> },
  {
    key: 'platform',
    title: 'Platform',
    width: '100px',
    from: 860,
    cell: (worker) => <span className={classes.dim}>{worker.platform}</span>,
  },
  {
    key: 'version',
    title: 'Version',
    width: '100px',
    from: 860,
    cell: (worker) => <span className={classes.dim}>{worker.version}</span>,
  },
  {
    key: 'address',
    title: 'Address',
    width: '130px',
    from: 1100,
    cell: (worker) => <span className={classes.dim}>{worker.address}</span>,
  },
  {
    key: 'seen',
    title: 'Last seen',
    width: '124px',
    end: true,
    from: 700,
    cell: (worker) => (
      <span className={classes.dim}>
        <RelativeTime iso={worker.last_seen} />
      </span>
    ),
  },
];

/** A worker, for screens too narrow for columns. */
export function workerCard(worker: WorkerRow) {
  return (
    <div className={classes.card}>
      <div>
        <Link className={classes.name} href={`/workers/${worker.id}`}>
          <Name>{worker.name}</Name>
        </Link>
        <WorkerStatus worker={worker} />
      </div>
      <div>
        <WorkerTask worker={worker} />
        <small>
          <RelativeTime iso={worker.last_seen} />
        </small>
      </div>
    </div>
  );
}

const NOT_APPROVED: Readonly<Record<NonNullable<WorkerRow['approval']>, string>> = {
  'no-secret': 'It came without a registration secret or enrolment code, and gets no tasks until somebody approves it',
  'wrong-secret':
    'It came with a wrong registration secret or enrolment code, and gets no tasks until somebody approves it',
  rejected: 'Somebody rejected it, so it gets no tasks',
  revoked: 'Somebody revoked it, so its credentials are of no use until it is approved again',
};

/** A worker's status, and what it was asked to become. */
export function WorkerStatus({ worker }: { readonly worker: WorkerRow }) {
  const change = worker.status_change;
  const wanted = change && workerLook(change.status).label;
  return (
    <span className={classes.status} title={worker.approval === null ? undefined : NOT_APPROVED[worker.approval]}>
      <StatusBadge look={workerLook(listedAs(worker))} />
      {change && (
        <span
          className={classes.wanted}
          title={change.is_lazy ? `${wanted} once its task is finished` : `${wanted} as soon as it reports`}
        >
          <IconArrowNarrowRight size={14} aria-label="will be" /> {wanted}
          {change.is_lazy && ' after task'}
        </span>
      )}
    </span>
  );
}

/** What a worker is running, or else what it ran last. */
export function WorkerTask({ worker }: { readonly worker: WorkerRow }) {
  const { task } = worker;
  if (!task) return <span className={classes.faint}>–</span>;
  return (
    <span className={task.status === 'active' ? classes.task : classes.lastTask}>
      {task.status !== 'active' && <span className={classes.faint}>last: </span>}
      <Link href={`/jobs/${task.job_id}/${task.id}`}>
        <Name>{task.name}</Name>
      </Link>
      <span className={classes.faint}> in </span>
      <Link href={`/jobs/${task.job_id}`}>
        <Name>{task.job_name}</Name>
      </Link>
    </span>
  );
}
