'use client';
import { Button, Group, Modal, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserShare } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobRow } from '#server/contracts/web/job-rows.ts';
import { messageOf } from '#shared/message-of.ts';
import { useFetchJobRows } from '../../_lib/fetch-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import { type ItemResult, ResultsDialog } from '../../_ui/results-dialog.tsx';
import { useOwners } from './use-owners.ts';

interface Props {
  readonly jobs: readonly Pick<JobRow, 'id' | 'name' | 'owner_id'>[];
  readonly onDone?: () => void;
}

/** A button that gives jobs to another person. Absent where nobody has an account, and for those who may not. */
export function HandOver({ jobs, onDone }: Props) {
  const trpc = useTRPC();
  const { hasAccounts, people = [], mayHandOver } = useOwners();
  const fetchRows = useFetchJobRows();
  const handOver = useMutation(trpc.jobs.handOver.mutationOptions());
  const [open, setOpen] = useState(false);
  const [heir, setHeir] = useState<string | null>(null);
  const [results, setResults] = useState<readonly ItemResult[] | null>(null);
  const given = jobs.filter((job) => mayHandOver(job.owner_id));
  const to = people.find(({ id }) => id === heir);
  const choices = people.filter(({ id, disabled }) => !disabled && given.some((job) => job.owner_id !== id));
  const give = async (personId: string) => {
    setOpen(false);
    try {
      const all = await handOver.mutateAsync({ ids: given.map(({ id }) => id), personId });
      await fetchRows(all.map(({ id }) => id));
      if (all.every(({ ok }) => ok)) {
        const message = `${to?.display_name ?? 'Its new owner'} owns ${all.length === 1 ? 'it' : 'them'} now.`;
        notifications.show({ color: 'orchid', title: `${formatNoun(all.length, 'job')} handed over`, message });
      } else setResults(all);
      onDone?.();
    } catch (error) {
      notifications.show({ color: 'red', title: 'Nothing was handed over', message: messageOf(error) });
    }
  };
  if (!hasAccounts) return null;
  return (
    <>
      {given.length > 0 && (
        <Button
          variant="default"
          leftSection={<IconUserShare size={14} stroke={1.8} />}
          loading={handOver.isPending}
          onClick={() => {
            setHeir(null);
            setOpen(true);
          }}
        >
          Hand over…
        </Button>
      )}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={`Hand over ${given.length === 1 ? `“${visibleText(given[0]?.name ?? '')}”` : formatNoun(given.length, 'job')}`}
      >
        <Text size="sm" c="dimmed" mb="sm">
          {given.length === 1 ? 'The job goes' : 'The jobs go'} on as before. The new owner may change and delete{' '}
          {given.length === 1 ? 'it' : 'them'}; an artist who gives a job away no longer may.
        </Text>
        <Select
          label="To"
          placeholder="Choose a person"
          searchable
          data-autofocus
          nothingFoundMessage="Nobody is called that"
          data={choices.map(({ id, name, display_name }) => ({
            value: id,
            label: display_name === name ? name : `${display_name} (${name})`,
          }))}
          value={heir}
          onChange={setHeir}
        />
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={() => setOpen(false)}>
            Keep
          </Button>
          <Button disabled={!to} onClick={() => to && void give(to.id)}>
            Hand over
          </Button>
        </Group>
      </Modal>
      <ResultsDialog
        title={`${formatNoun(results?.length ?? 0, 'job')}: handed over`}
        results={results}
        nameOf={(id) => visibleText(jobs.find((job) => job.id === id)?.name ?? id)}
        onClose={() => setResults(null)}
      />
    </>
  );
}
