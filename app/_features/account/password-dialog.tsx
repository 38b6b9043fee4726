import { Button, Group, Modal, PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FormProblem } from '../../_ui/form-problem.tsx';
import classes from './account.module.css';

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly text: ReactNode;
  readonly confirm: string;
  readonly isRisky?: boolean;
  readonly isBusy: boolean;
  readonly error: { readonly message: string } | null;
  readonly onSend: (password: string) => void;
  readonly onClose: () => void;
}

/** Asks for the password before something that whoever finds the browser open must not do. */
export function PasswordDialog({ open, title, onClose, ...form }: Props) {
  return (
    <Modal opened={open} onClose={onClose} title={title}>
      <PasswordForm {...form} onClose={onClose} />
    </Modal>
  );
}

function PasswordForm(props: Omit<Props, 'open' | 'title'>) {
  const [password, setPassword] = useState('');
  return (
    <form
      className={classes.form}
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend(password);
      }}
    >
      <p className={classes.text}>{props.text}</p>
      <PasswordInput
        label="Your password"
        name="password"
        autoComplete="current-password"
        data-autofocus
        required
        withAsterisk={false}
        maxLength={200}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FormProblem message={props.error?.message} field="password" />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        <Button type="submit" color={props.isRisky ? 'red.8' : undefined} loading={props.isBusy}>
          {props.confirm}
        </Button>
      </Group>
    </form>
  );
}
