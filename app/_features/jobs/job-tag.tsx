import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';

const ANY = 'any';

interface Props {
  readonly jobId: string;
  readonly tagId: string | null;
}

/** The tag that workers need to run the job, to be chosen from all tags. */
export function JobTag({ jobId, tagId }: Props) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const tags = useQuery(trpc.tags.find.queryOptions({}, { staleTime: 0 })).data ?? [];
  const fail = (message: string) =>
    notifications.show({ color: 'red', title: 'The tag of the job was not changed', message });
  const change = useMutation(
    trpc.tags.setOfJobs.mutationOptions({
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
      aria-label="Workers that may run it"
      allowDeselect={false}
      disabled={change.isPending}
      data={[
        { value: ANY, label: 'Any worker' },
        ...tags.map((tag) => ({ value: tag.id, label: `Workers tagged ${tag.name}` })),
      ]}
      value={tagId ?? ANY}
      onChange={(value) => change.mutate({ ids: [jobId], tagId: value === ANY ? null : value })}
    />
  );
}
