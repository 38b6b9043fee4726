import { IconProgress } from '@tabler/icons-react';
import type { Attempt } from '#server/contracts/web/task-rows.ts';
import { formatDuration } from '../../_lib/formats.ts';
import { useNow } from '../../_lib/use-now.ts';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { TASK_LOOKS } from './task-status.ts';
import { WorkerLink } from './tasks-columns.tsx';
import classes from './tasks.module.css';

interface Props {
  readonly attempts: readonly Attempt[];
  readonly onLog: (attempt: Attempt) => void;
}

/** Which workers tried a task, when, for how long, and how it ended; the latest first. */
export function Attempts({ attempts, onLog }: Props) {
  if (attempts.length === 0) return <span className={classes.dim}>No worker has run this task yet.</span>;
  return (
    <ol className={classes.attempts}>
      {attempts
        .toSorted((a, b) => b.number - a.number)
        .map((attempt) => (
          <AttemptItem key={attempt.id} attempt={attempt} onLog={onLog} />
        ))}
    </ol>
  );
}

function AttemptItem({ attempt, onLog }: { attempt: Attempt; onLog: Props['onLog'] }) {
  const look = attempt.outcome
    ? TASK_LOOKS[attempt.outcome]
    : { label: 'Running', tone: 'run' as const, icon: IconProgress };
  const Icon = attempt.outcome === 'soft-failed' ? TASK_LOOKS.failed.icon : look.icon;
  const word = attempt.outcome === 'soft-failed' ? 'Failed, will retry' : look.label;
  return (
    <li className={`${classes.attempt} tone-${look.tone}`}>
      <Icon size={15} aria-hidden />
      <div className={classes.attemptTop}>
        <b>{word}</b>
        <button type="button" onClick={() => onLog(attempt)} aria-label={`Show log of attempt ${attempt.number}`}>
          Show log
        </button>
      </div>
      <div className={classes.attemptNote}>
        <WorkerLink worker={attempt.worker} /> · <RelativeTime iso={attempt.started} /> ·{' '}
        <Span from={attempt.started} to={attempt.ended} />
      </div>
      {attempt.reason && <div className={classes.attemptNote}>{attempt.reason}</div>}
    </li>
  );
}

function Span({ from, to }: { readonly from: string; readonly to: string | null }) {
  const now = useNow();
  if (!to && now === 0) return null;
  return <span>{formatDuration((to ? Date.parse(to) : now) - Date.parse(from))}</span>;
}
