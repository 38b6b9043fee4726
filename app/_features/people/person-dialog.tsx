import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonRole } from '#server/contracts/person.ts';
import type { PersonRow } from '#server/contracts/web/account.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from '../account/account.module.css';
import type { MadeLink } from './link-dialog.tsx';
import own from './people.module.css';
import { ROLES } from './person-looks.ts';
import { FormProblem } from '../../_ui/form-problem.tsx';

interface Props {
  /** Whom to change, `new` to invite somebody, null while the dialog is closed. */
  readonly person: PersonRow | 'new' | null;
  /** Somebody was invited with this link. */
  readonly onLink: (link: MadeLink) => void;
  readonly onClose: () => void;
}

/** Invites somebody, or changes somebody's names, address and role. */
export function PersonDialog({ person, onLink, onClose }: Props) {
  return (
    <Modal
      opened={person !== null}
      onClose={onClose}
      title={person === 'new' ? 'Invite somebody' : 'Change an account'}
    >
      {person && <PersonForm person={person === 'new' ? null : person} onLink={onLink} onClose={onClose} />}
    </Modal>
  );
}

function PersonForm({ person, onLink, onClose }: Omit<Props, 'person'> & { readonly person: PersonRow | null }) {
  const { people, account } = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(person?.name ?? '');
  const [displayName, setDisplayName] = useState(person?.display_name ?? '');
  const [email, setEmail] = useState(person?.email ?? '');
  const [role, setRole] = useState<PersonRole>(person?.role ?? 'artist');
  const refetch = () =>
    Promise.all([people, account.me].map((each) => queryClient.invalidateQueries(each.pathFilter())));
  const invite = useMutation(
    people.invite.mutationOptions({
      onSuccess: async (link) => {
        onClose();
        onLink(link);
        await refetch();
      },
    }),
  );
  const change = useMutation(
    people.change.mutationOptions({
      onSuccess: async () => {
        onClose();
        await refetch();
      },
    }),
  );
  const { error, isPending } = person ? change : invite;
  const send = () => {
    const values = { name: name.trim(), email: email.trim() || null, role };
    if (person) change.mutate({ id: person.id, change: { ...values, display_name: displayName } });
    else invite.mutate({ ...values, ...(displayName.trim() ? { display_name: displayName } : {}) });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) send();
      }}
    >
      <TextInput
        label="Name"
        description="To sign in with: letters, digits, and . _ -"
        data-autofocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Name on the pages"
        placeholder={name}
        autoComplete="off"
        maxLength={200}
        value={displayName}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <TextInput
        label="E-mail address"
        placeholder="Not needed"
        type="email"
        autoComplete="off"
        maxLength={200}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Select
        label="Role"
        description={person ? 'Whoever gets another role is signed out everywhere.' : undefined}
        data={ROLES.map(({ value, label }) => ({ value, label }))}
        allowDeselect={false}
        value={role}
        onChange={(value) => setRole(value ?? role)}
        renderOption={({ option }) => (
          <span className={own.role}>
            {option.label}
            <small>{ROLES.find(({ value }) => value === option.value)?.text}</small>
          </span>
        )}
      />
      <FormProblem message={error?.message} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={name.trim() === ''} loading={isPending}>
          {person ? 'Save' : 'Make the invitation'}
        </Button>
      </Group>
    </form>
  );
}
