import { Button, Group, Modal, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from './account.module.css';
import { NewPassword } from './new-password.tsx';
import { FormProblem } from '../../_ui/form-problem.tsx';

interface Props {
  /** What the person is called. */
  readonly names: readonly string[];
}

/** Lets the reader choose another password. */
export function ChangePassword({ names }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={classes.card} aria-labelledby="password">
      <div className={classes.head}>
        <h2 id="password" className={classes.title}>
          Password
        </h2>
        <Button variant="default" onClick={() => setIsOpen(true)}>
          Change password…
        </Button>
      </div>
      <p className={classes.text}>Changing it signs you out everywhere but here. API tokens go on working.</p>
      <Modal opened={isOpen} onClose={() => setIsOpen(false)} title="Change password">
        <PasswordForm names={names} onClose={() => setIsOpen(false)} />
      </Modal>
    </section>
  );
}

function PasswordForm({ names, onClose }: Props & { readonly onClose: () => void }) {
  const { account } = useTRPC();
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation(
    account.changePassword.mutationOptions({
      onSuccess: async () => {
        notifications.show({ color: 'orchid', title: 'Your password was changed', message: '' });
        onClose();
        await queryClient.invalidateQueries(account.sessions.pathFilter());
      },
    }),
  );
  return (
    <form
      className={classes.form}
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending) change.mutate({ current, next });
      }}
    >
      {/* For password managers, which take no notice of hidden fields. */}
      <input
        className="visually-hidden"
        name="username"
        autoComplete="username"
        aria-hidden
        tabIndex={-1}
        readOnly
        value={names[0]}
      />
      <PasswordInput
        label="Current password"
        name="password"
        autoComplete="current-password"
        data-autofocus
        required
        withAsterisk={false}
        maxLength={200}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <NewPassword value={next} names={names} onChange={setNext} />
      <FormProblem message={change.error?.message} field="password" />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={change.isPending}>
          Change password
        </Button>
      </Group>
    </form>
  );
}
