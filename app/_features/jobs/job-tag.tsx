import { Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';
import { useJobChange } from './use-job-change.ts';

const ANY = 'any';

interface Props {
  readonly jobId: string;
  readonly tagId: string | null;
}

/** Chooses the tag that a worker must have to run the job. */
export function JobTag({ jobId, tagId }: Props) {
  const trpc = useTRPC();
  const tags = useQuery(trpc.tags.find.queryOptions({}, { staleTime: 0 })).data ?? [];
  const change = useMutation(trpc.tags.setOfJobs.mutationOptions(useJobChange('The tag of the job was not changed')));
  return (
    <Select
      size="xs"
      aria-label="Workers that may run this job"
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
