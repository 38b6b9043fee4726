'use client';
import { IconBan, IconPlayerPause, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JobStatus } from '#server/contracts/job.ts';
import type { JobDetail } from '#server/contracts/web/job-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { ItemActions } from '../../_ui/item-actions.tsx';
import { DeletionFacts } from './deletion-facts.tsx';

type JobAction = JobDetail['actions'][number];

/** Statuses in which an action makes sense; the manager has the last word and says so per job. */
const FITTING: Readonly<Record<JobAction, readonly JobStatus[]>> = {
  cancel: ['active', 'failed', 'paused', 'pause-requested', 'queued'],
  pause: ['active', 'queued', 'canceled'],
  requeue: ['canceled', 'completed', 'failed', 'paused'],
};

interface Props {
  readonly jobs: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: JobStatus;
    readonly keep: boolean;
    readonly delete_requested_at?: string | undefined;
  }[];
  /** What the manager says is possible; absent: guessed from the statuses. */
  readonly allowed?: readonly JobAction[];
  readonly onDone?: () => void;
  readonly onDeleted?: () => void;
}

/** Buttons that pause, requeue, cancel or delete jobs. The last two ask first. */
export function JobActions({ jobs, allowed, onDone, onDeleted }: Props) {
  const trpc = useTRPC();
  const change = useMutation(trpc.jobs.change.mutationOptions());
  const remove = useMutation(trpc.jobs.delete.mutationOptions());
  const letGo = useMutation(trpc.jobs.setKeep.mutationOptions());
  const queryClient = useQueryClient();
  const staying = jobs.filter((job) => !job.delete_requested_at);
  const enabled = (action: JobAction) =>
    staying.length > 0 &&
    (allowed ? allowed.includes(action) : staying.some((job) => FITTING[action].includes(job.status)));
  const areKept = staying.length > 0 && staying.every((job) => job.keep);
  const who = jobs.length === 1 ? `“${jobs[0]?.name ?? ''}”` : formatNoun(jobs.length, 'job');
  const what = jobs.length === 1 ? 'job' : 'jobs';
  const run = async (action: JobAction | 'delete' | 'let-go', ids: string[]) => {
    if (action === 'let-go') {
      const answers = await letGo.mutateAsync({ ids, keep: false });
      await queryClient.invalidateQueries(trpc.jobs.pathFilter());
      return answers;
    }
    if (action !== 'delete') return change.mutateAsync({ ids, action });
    const results = await remove.mutateAsync({ ids });
    if (results.every((result) => result.ok)) onDeleted?.();
    return results;
  };
  return (
    <ItemActions
      noun="job"
      items={jobs}
      onDone={onDone}
      hideDisabled={allowed !== undefined}
      run={run}
      actions={[
        { name: 'pause', label: 'Pause', past: 'paused', icon: IconPlayerPause, enabled: enabled('pause') },
        { name: 'requeue', label: 'Requeue', past: 'requeued', icon: IconRefresh, enabled: enabled('requeue') },
        {
          name: 'cancel',
          label: 'Cancel…',
          past: 'canceled',
          icon: IconBan,
          enabled: enabled('cancel'),
          question: {
            title: `Cancel ${who}?`,
            text: 'Running tasks are stopped and their unfinished frames are lost. Finished frames stay; a job can be requeued.',
            confirm: `Cancel ${what}`,
          },
        },
        areKept
          ? {
              name: 'let-go',
              label: 'Delete…',
              past: 'let go',
              icon: IconTrash,
              enabled: true,
              question: {
                title: `${who} must be kept`,
                text: `${jobs.length === 1 ? 'The job is' : 'These jobs are'} marked to be kept, which keeps people and clean-ups from deleting ${jobs.length === 1 ? 'it' : 'them'}. Take the mark off? Nothing is deleted by that.`,
                confirm: 'Take the mark off',
              },
            }
          : {
              name: 'delete',
              label: 'Delete…',
              past: 'marked for deletion',
              icon: IconTrash,
              enabled: staying.length > 0,
              question: {
                title: `Delete ${who}?`,
                text: <DeletionFacts ids={jobs.map((job) => job.id)} />,
                confirm: `Delete ${what}`,
              },
            },
      ]}
    />
  );
}
