import { Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';
import { useJobChange } from './use-job-change.ts';

interface Props {
  readonly jobId: string;
  readonly keep: boolean;
  /** The job's deletion was requested, so there is nothing left to choose. */
  readonly isDeleting: boolean;
}

/** Lets people choose whether the job may be deleted, by people and by clean-ups. */
export function JobKeep({ jobId, keep, isDeleting }: Props) {
  const trpc = useTRPC();
  const change = useMutation(trpc.jobs.set.mutationOptions(useJobChange('The setting was not changed')));
  return (
    <Select
      size="xs"
      aria-label="Whether this job may be deleted"
      allowDeselect={false}
      disabled={change.isPending || isDeleting}
      data={[
        { value: 'free', label: 'May be deleted' },
        { value: 'kept', label: 'Must be kept' },
      ]}
      value={keep ? 'kept' : 'free'}
      onChange={(value) => change.mutate({ ids: [jobId], change: { keep: value === 'kept' } })}
    />
  );
}
