import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_lib/trpc.ts';
import { Name } from '../../_ui/name.tsx';
import classes from './bare-frame.module.css';
import { NewPassword } from './new-password.tsx';
import { FormProblem } from '../../_ui/form-problem.tsx';

interface Props {
  readonly secret: string;
  readonly facts: { readonly kind: 'invitation' | 'reset'; readonly name: string; readonly display_name: string };
  /** @param name what to sign in with */
  readonly onDone: (name: string) => void;
}

/** Asks for what the pages are to call somebody, and for a password. */
export function WelcomeForm({ secret, facts: { kind, name, display_name }, onDone }: Props) {
  const [displayName, setDisplayName] = useState(display_name === name ? '' : display_name);
  const [password, setPassword] = useState('');
  // By another name, or it would look like a hook.
  const { useLink: link } = useTRPC().account;
  const choose = useMutation(link.mutationOptions({ onSuccess: (answer) => onDone(answer.name) }));
  const isNew = kind === 'invitation';
  return (
    <>
      <h1 className={classes.title}>
        {isNew ? 'Welcome, ' : 'A new password for '}
        <Name>{display_name}</Name>
      </h1>
      <p className={classes.lead}>
        {isNew
          ? 'You have been invited to this render farm. Choose a password to begin.'
          : 'Once you have chosen it, you are signed out everywhere and sign in with it.'}
      </p>
      <form
        className={classes.form}
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          if (!choose.isPending) choose.mutate({ secret, password, ...(isNew ? { displayName } : {}) });
        }}
      >
        <TextInput
          label="You sign in as"
          name="username"
          autoComplete="username"
          readOnly
          variant="filled"
          value={name}
        />
        {isNew && (
          <TextInput
            label="Your name on the pages"
            name="display-name"
            autoComplete="name"
            placeholder={name}
            maxLength={200}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
        )}
        <NewPassword value={password} names={[name, displayName]} onChange={setPassword} />
        <FormProblem message={choose.error?.message} />
        <Button type="submit" size="sm" fullWidth loading={choose.isPending || choose.isSuccess}>
          {isNew ? 'Create my account' : 'Set the password'}
        </Button>
      </form>
    </>
  );
}
