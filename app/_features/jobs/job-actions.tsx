'use client';
import { IconBan, IconPlayerPause, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { JobRow } from '#server/contracts/web/job-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useFetchJobRows } from '../../_lib/fetch-rows.ts';
import { useMay } from '../../_lib/use-me.ts';
import { Forbidden } from '../../_ui/forbidden.tsx';
import { ItemActions } from '../../_ui/item-actions.tsx';
import { DeletionFacts } from './deletion-facts.tsx';
import { visibleText } from '../../_lib/visible-text.ts';

type JobAction = JobRow['actions'][number];

interface Props {
  readonly jobs: readonly Pick<JobRow, 'id' | 'name' | 'keep' | 'delete_requested_at' | 'actions' | 'owner_id'>[];
  /** Leaves out actions that are not possible, for places where space is tight. */
  readonly onlyPossible?: boolean;
  readonly onDone?: () => void;
  readonly onDeleted?: () => void;
}

/** Buttons that pause, requeue, cancel or delete jobs. The last two ask first. */
export function JobActions({ jobs, onlyPossible, onDone, onDeleted }: Props) {
  const trpc = useTRPC();
  const change = useMutation(trpc.jobs.change.mutationOptions());
  const remove = useMutation(trpc.jobs.delete.mutationOptions());
  const letGo = useMutation(trpc.jobs.set.mutationOptions());
  const fetchRows = useFetchJobRows();
  const right = useMay(
    'jobs.change',
    jobs.map((job) => job.owner_id),
  );
  const staying = jobs.filter((job) => !job.delete_requested_at);
  const enabled = (action: JobAction) => staying.some((job) => job.actions.includes(action));
  const areKept = staying.length > 0 && staying.every((job) => job.keep);
  const who = jobs.length === 1 ? `“${visibleText(jobs[0]?.name ?? '')}”` : formatNoun(jobs.length, 'job');
  const what = jobs.length === 1 ? 'job' : 'jobs';
  const run = async (action: JobAction | 'delete' | 'let-go', ids: string[]) => {
    if (action === 'let-go') {
      const answers = await letGo.mutateAsync({ ids, change: { keep: false } });
      await fetchRows(ids);
      return answers;
    }
    if (action !== 'delete') return change.mutateAsync({ ids, action });
    const results = await remove.mutateAsync({ ids });
    if (results.every((result) => result.ok)) onDeleted?.();
    return results;
  };
  if (!right.may) return <Forbidden why={right.why} />;
  return (
    <ItemActions
      noun="job"
      items={jobs}
      onDone={onDone}
      hideDisabled={onlyPossible}
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
              past: 'released',
              icon: IconTrash,
              enabled: true,
              question: {
                title: `${who} must be kept`,
                text: `${jobs.length === 1 ? 'The job is' : 'These jobs are'} marked to be kept, so neither people nor clean-ups can delete ${jobs.length === 1 ? 'it' : 'them'}. Remove the mark? This deletes nothing yet.`,
                confirm: 'Remove the mark',
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
