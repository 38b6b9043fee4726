import type { TaskRow } from '#server/contracts/web/task-rows.ts';
import type { Column } from '../../_ui/column.ts';
import { Link } from '../../_ui/link.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { TASK_LOOKS } from './task-status.ts';
import classes from './tasks.module.css';
import { Name } from '../../_ui/name.tsx';
import { visibleText } from '../../_lib/visible-text.ts';

/** The columns of a job's tasks. */
export function taskColumns(jobId: string): readonly Column<TaskRow>[] {
  return [
    {
      key: 'index',
      title: '#',
      width: '68px',
      end: true,
      cell: (task) => <span className={classes.faint}>{task.index_in_job}</span>,
    },
    { key: 'status', title: 'Status', width: '128px', cell: (task) => <StatusBadge look={TASK_LOOKS[task.status]} /> },
    {
      key: 'name',
      title: 'Name',
      width: 'minmax(140px, 2fr)',
      cell: (task) => (
        <Link className={classes.name} href={`/jobs/${jobId}/${task.id}`}>
          <Name>{task.name}</Name>
        </Link>
      ),
    },
    {
      key: 'steps',
      title: 'Steps',
      width: '76px',
      end: true,
      cell: (task) => <span className={classes.dim}>{stepsOf(task)}</span>,
    },
    {
      key: 'worker',
      title: 'Worker',
      width: 'minmax(100px, 1fr)',
      cell: (task) => <WorkerLink worker={task.worker} />,
    },
    {
      key: 'activity',
      title: 'Activity',
      width: 'minmax(120px, 2fr)',
      from: 860,
      cell: (task) => (
        <span className={classes.dim} title={visibleText(task.activity)}>
          <Name>{task.activity}</Name>
        </span>
      ),
    },
    {
      key: 'type',
      title: 'Type',
      width: '100px',
      from: 1060,
      cell: (task) => <span className={classes.dim}>{task.type}</span>,
    },
    {
      key: 'updated',
      title: 'Updated',
      width: '120px',
      end: true,
      from: 700,
      cell: (task) => (
        <span className={classes.dim}>
          <RelativeTime iso={task.updated} />
        </span>
      ),
    },
  ];
}

/** A task, for screens too narrow for columns. */
export const taskCard = (jobId: string) =>
  function card(task: TaskRow) {
    return (
      <div className={classes.card}>
        <div>
          <span className={classes.faint}>{task.index_in_job}</span>
          <Link className={classes.name} href={`/jobs/${jobId}/${task.id}`}>
            <Name>{task.name}</Name>
          </Link>
          <small>{stepsOf(task)}</small>
        </div>
        <div>
          <StatusBadge look={TASK_LOOKS[task.status]} />
          <small>{task.worker && <Name>{task.worker.name}</Name>}</small>
        </div>
      </div>
    );
  };

/** A link to a worker's page; a dash for nobody. */
export function WorkerLink({ worker }: { readonly worker: TaskRow['worker'] }) {
  if (!worker) return <span className={classes.faint}>–</span>;
  return (
    <Link className={classes.link} href={`/workers/${worker.id}`}>
      <Name>{worker.name || 'removed worker'}</Name>
    </Link>
  );
}

function stepsOf(task: TaskRow): string {
  return task.steps_total > 0 ? `${task.steps_completed}/${task.steps_total}` : '';
}
