import { Button, Group, Modal, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_lib/trpc.ts';

interface Props {
  readonly open: boolean;
  readonly jobId: string;
  readonly taskTypes: readonly string[];
  readonly onClose: () => void;
}

/** Asks for a worker and a task type, and blocks the worker from tasks of that type in the job. */
export function BlockDialog({ open, jobId, taskTypes, onClose }: Props) {
  return (
    <Modal opened={open} onClose={onClose} title="Block a worker">
      <BlockForm jobId={jobId} taskTypes={taskTypes} onClose={onClose} />
    </Modal>
  );
}

function BlockForm({ jobId, taskTypes, onClose }: Omit<Props, 'open'>) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const workers = useQuery(trpc.workers.find.queryOptions({}));
  const [workerId, setWorkerId] = useState<string | null>(null);
  const [taskType, setTaskType] = useState<string | null>(taskTypes[0] ?? null);
  const worker = workers.data?.find((row) => row.id === workerId);
  const add = useMutation(
    trpc.jobs.addBlocks.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.jobs.findBlocks.queryFilter({ jobId }));
        const message = `${worker?.name ?? 'The worker'} gets no more ${taskType ?? ''} tasks from this job.`;
        notifications.show({ color: 'orchid', title: 'Blocked', message });
        onClose();
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (workerId && taskType) add.mutate({ jobId, blocks: [{ worker_id: workerId, task_type: taskType }] });
      }}
    >
      <Text size="sm" c="dimmed" mb="md">
        The worker gets no more tasks of this type from this job. It may finish what it is running now.
      </Text>
      <Select
        label="Worker"
        placeholder={workers.isPending ? 'Fetching the workers…' : 'Choose a worker'}
        searchable
        data-autofocus
        limit={200}
        nothingFoundMessage="No such worker"
        data={workers.data?.map((row) => ({ value: row.id, label: row.name })) ?? []}
        value={workerId}
        onChange={setWorkerId}
      />
      <Select
        mt="sm"
        label="Task type"
        data={[...taskTypes]}
        allowDeselect={false}
        value={taskType}
        onChange={setTaskType}
      />
      {add.error && (
        <Text role="alert" size="sm" c="var(--fail)" mt="sm">
          {add.error.message}
        </Text>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" disabled={!workerId || !taskType} loading={add.isPending}>
          Block worker
        </Button>
      </Group>
    </form>
  );
}
