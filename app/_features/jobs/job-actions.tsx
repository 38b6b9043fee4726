'use client';
import { IconBan, IconPlayerPause, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { JobStatus } from '#server/contracts/job.ts';
import type { JobDetail } from '#server/contracts/web/job-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { ItemActions } from '../../_ui/item-actions.tsx';

type JobAction = JobDetail['actions'][number];

/** Statuses in which an action makes sense; the manager has the last word and says so per job. */
const FITTING: Readonly<Record<JobAction, readonly JobStatus[]>> = {
  cancel: ['active', 'failed', 'paused', 'pause-requested', 'queued'],
  pause: ['active', 'queued', 'canceled'],
  requeue: ['canceled', 'completed', 'failed', 'paused'],
};

interface Props {
  readonly jobs: readonly { readonly id: string; readonly name: string; readonly status: JobStatus }[];
  /** What the manager says is possible; absent: guessed from the statuses. */
  readonly allowed?: readonly JobAction[];
  readonly onDone?: () => void;
}

/** Buttons that pause, requeue or cancel jobs. Canceling asks first. */
export function JobActions({ jobs, allowed, onDone }: Props) {
  const change = useMutation(useTRPC().jobs.change.mutationOptions());
  const enabled = (action: JobAction) =>
    allowed ? allowed.includes(action) : jobs.some((job) => FITTING[action].includes(job.status));
  const title = jobs.length === 1 ? `Cancel “${jobs[0]?.name ?? ''}”?` : `Cancel ${formatNoun(jobs.length, 'job')}?`;
  const text =
    'Running tasks are stopped and their unfinished frames are lost. Finished frames stay; a job can be requeued.';
  return (
    <ItemActions
      noun="job"
      items={jobs}
      onDone={onDone}
      hideDisabled={allowed !== undefined}
      run={(action, ids) => change.mutateAsync({ ids, action })}
      actions={[
        { name: 'pause', label: 'Pause', past: 'paused', icon: IconPlayerPause, enabled: enabled('pause') },
        { name: 'requeue', label: 'Requeue', past: 'requeued', icon: IconRefresh, enabled: enabled('requeue') },
        {
          name: 'cancel',
          label: 'Cancel…',
          past: 'canceled',
          icon: IconBan,
          enabled: enabled('cancel'),
          question: { title, text, confirm: jobs.length === 1 ? 'Cancel job' : 'Cancel jobs' },
        },
      ]}
    />
  );
}
