import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_lib/trpc.ts';
import { CopyButton } from '../../_ui/copy-button.tsx';
import classes from './account.module.css';
import { QrPicture } from './qr-picture.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { FormProblem } from '../../_ui/form-problem.tsx';

interface Props {
  /** `otpauth://…`, with the secret. */
  readonly uri: string;
  readonly codes: readonly string[];
  readonly name: string;
  readonly onConfirmed: () => void;
  readonly onClose: () => void;
}

/** Shows the secret to the reader's app and asks for a code of it: only then do codes count. Then, recovery codes. */
export function ConfirmDevice({ uri, codes, name, onConfirmed, onClose }: Props) {
  const [code, setCode] = useState('');
  const confirm = useMutation(
    useTRPC().account.confirmDevice.mutationOptions({ onSuccess: onConfirmed, onError: () => setCode('') }),
  );
  if (confirm.isSuccess) {
    return (
      <div className={classes.form}>
        <p className={classes.text}>
          The second factor is on. If your phone is lost, one of these codes lets you in, each of them once. Keep them
          where you find them without your phone: they are not shown again.
        </p>
        <RecoveryCodes codes={codes} name={name} />
        <Group justify="flex-end">
          <Button onClick={onClose}>I have kept them</Button>
        </Group>
      </div>
    );
  }
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <form
      className={classes.form}
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirm.isPending) confirm.mutate({ code });
      }}
    >
      <div className={classes.scan}>
        <QrPicture className={classes.picture} text={uri} label="The secret, for the camera of your phone" />
        <div className={classes.form}>
          <p className={classes.text}>
            Scan this with your authenticator app. On a device without a camera, type the secret instead:
          </p>
          <div className={classes.secret}>
            <code>{spaced(secret)}</code>
            <CopyButton text={() => secret} label="Copy the secret" />
          </div>
        </div>
      </div>
      <TextInput
        label="The code that the app shows"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        data-autofocus
        required
        withAsterisk={false}
        maxLength={20}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <FormProblem message={confirm.error?.message} field="code">
        {' '}
        Check that the clock of your phone is right.
      </FormProblem>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={confirm.isPending}>
          Switch on
        </Button>
      </Group>
    </form>
  );
}

/** In fours, which are easier to type. */
function spaced(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
}
