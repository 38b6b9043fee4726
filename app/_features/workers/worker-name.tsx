import { Button, Group, Modal, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import { useFetchWorkerRows } from '../../_lib/fetch-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import classes from './workers.module.css';

/** The name of a worker, which can be changed. */
export function WorkerName({ worker }: { readonly worker: WorkerRow }) {
  const [isOpen, setIsOpen] = useState(false);
  const { may } = useMay('workers.change');
  return (
    <span className={classes.ownName}>
      <bdi>{worker.name}</bdi>
      {may && (
        <UnstyledButton className={classes.more} onClick={() => setIsOpen(true)}>
          Rename…
        </UnstyledButton>
      )}
      <Modal opened={isOpen} onClose={() => setIsOpen(false)} title="Rename worker">
        <NameForm worker={worker} onClose={() => setIsOpen(false)} />
      </Modal>
    </span>
  );
}

function NameForm({ worker, onClose }: { readonly worker: WorkerRow; readonly onClose: () => void }) {
  const fetchRows = useFetchWorkerRows();
  const [name, setName] = useState(worker.name);
  const rename = useMutation(
    useTRPC().workers.setName.mutationOptions({
      onSuccess: async () => {
        await fetchRows([worker.id]);
        onClose();
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate({ id: worker.id, name });
      }}
    >
      <TextInput
        label="Name"
        description="It stays, whatever the worker calls itself from now on."
        data-autofocus
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {rename.error && (
        <Text role="alert" size="sm" c="var(--fail)" mt="sm">
          {rename.error.message}
        </Text>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" disabled={name.trim() === ''} loading={rename.isPending}>
          Rename
        </Button>
      </Group>
    </form>
  );
}
