import { Button, Group, Modal, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TagRow } from '#server/contracts/web/tag-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';

interface Props {
  /** The tag to change, `new` to create one, null while the dialog is closed. */
  readonly tag: TagRow | 'new' | null;
  readonly onClose: () => void;
}

/** Edits the name and description of a tag. */
export function TagDialog({ tag, onClose }: Props) {
  return (
    <Modal opened={tag !== null} onClose={onClose} title={tag === 'new' ? 'New tag' : 'Edit tag'}>
      {tag && <TagForm tag={tag === 'new' ? null : tag} onClose={onClose} />}
    </Modal>
  );
}

function TagForm({ tag, onClose }: { readonly tag: TagRow | null; readonly onClose: () => void }) {
  const { tags } = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(tag?.name ?? '');
  const [description, setDescription] = useState(tag?.description ?? '');
  const options = {
    onSuccess: async () => {
      await queryClient.invalidateQueries(tags.pathFilter());
      onClose();
    },
  };
  const create = useMutation(tags.create.mutationOptions(options));
  const update = useMutation(tags.update.mutationOptions(options));
  const { error, isPending } = tag ? update : create;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (tag) update.mutate({ id: tag.id, name, description });
        else create.mutate({ name, description });
      }}
    >
      <TextInput
        label="Name"
        data-autofocus
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label="Description"
        placeholder="What it is for"
        autosize
        minRows={2}
        maxRows={6}
        value={description}
        maxLength={2000}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      {error && (
        <Text role="alert" size="sm" c="var(--fail)" mt="sm">
          {error.message}
        </Text>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" disabled={name.trim() === ''} loading={isPending}>
          {tag ? 'Save tag' : 'Create tag'}
        </Button>
      </Group>
    </form>
  );
}
