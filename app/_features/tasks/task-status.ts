import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleXFilled,
  IconPlayerPauseFilled,
  IconProgress,
} from '@tabler/icons-react';
import type { TaskStatus } from '#server/contracts/task.ts';
import type { TaskCounts } from '#server/contracts/web/job-rows.ts';
import type { Segment } from '../../_ui/segmented-bar.tsx';
import type { Look } from '../../_ui/tone.ts';

/** What each status of a task looks like. */
export const TASK_LOOKS: Readonly<Record<TaskStatus, Look>> = {
  completed: { label: 'Completed', tone: 'done', icon: IconCircleCheckFilled },
  active: { label: 'Active', tone: 'run', icon: IconProgress },
  'soft-failed': { label: 'Will retry', tone: 'warn', icon: IconAlertTriangleFilled },
  failed: { label: 'Failed', tone: 'fail', icon: IconCircleXFilled },
  queued: { label: 'Queued', tone: 'wait', icon: IconCircleDashed },
  paused: { label: 'Paused', tone: 'hold', icon: IconPlayerPauseFilled },
  canceled: { label: 'Canceled', tone: 'off', icon: IconCircleMinus },
};

/** The order in bars, legends and chips: from done to not started. */
export const TASK_STATUS_ORDER = Object.keys(TASK_LOOKS) as TaskStatus[];

/**
 * The parts of a job's progress bar. The finished part follows the steps, which are live; the rest is divided up by the
 * statuses of the tasks.
 * @param done between 0 and 1
 */
export function progressSegments(counts: TaskCounts, done: number): Segment[] {
  const rest = TASK_STATUS_ORDER.filter((status) => status !== 'completed');
  const open = rest.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  return [
    { tone: 'done', share: done },
    ...rest.map((status) => ({
      tone: TASK_LOOKS[status].tone,
      share: open === 0 ? 0 : ((counts[status] ?? 0) / open) * (1 - done),
    })),
    ...(open === 0 && done < 1 ? [{ tone: 'wait' as const, share: 1 - done }] : []),
  ];
}

/** How much of a job is done, between 0 and 1. */
export function progressOf(job: {
  readonly steps_completed: number;
  readonly steps_total: number;
  readonly tasks: TaskCounts;
}): number {
  if (job.steps_total > 0) return Math.min(1, job.steps_completed / job.steps_total);
  const total = TASK_STATUS_ORDER.reduce((sum, status) => sum + (job.tasks[status] ?? 0), 0);
  return total === 0 ? 0 : (job.tasks.completed ?? 0) / total;
}
