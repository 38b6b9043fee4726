import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';

interface Props {
  readonly jobId: string;
  readonly keep: boolean;
  /** Its deletion was requested; there is nothing to choose any more. */
  readonly isDeleting: boolean;
}

/** Whether the job may be deleted, by people and by clean-ups. */
export function JobKeep({ jobId, keep, isDeleting }: Props) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const fail = (message: string) =>
    notifications.show({ color: 'red', title: 'Whether the job is kept was not changed', message });
  const change = useMutation(
    trpc.jobs.setKeep.mutationOptions({
      onSuccess: async ([result]) => {
        if (result?.ok === false) fail(result.message);
        await queryClient.invalidateQueries(trpc.jobs.pathFilter());
      },
      onError: (error) => fail(error.message),
    }),
  );
  return (
    <Select
      size="xs"
      aria-label="Whether it may be deleted"
      allowDeselect={false}
      disabled={change.isPending || isDeleting}
      data={[
        { value: 'free', label: 'May be deleted' },
        { value: 'kept', label: 'Must be kept' },
      ]}
      value={keep ? 'kept' : 'free'}
      onChange={(value) => change.mutate({ ids: [jobId], keep: value === 'kept' })}
    />
  );
}
