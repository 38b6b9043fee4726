import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { takeFocus } from '../../_lib/take-focus.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { FormProblem } from '../../_ui/form-problem.tsx';
import classes from './bare-frame.module.css';

interface Props {
  readonly onAnswer: (answer: { readonly second_factor_due: boolean }) => void;
  /** The password has to be given again. */
  readonly onBack: (why: string | null) => void;
}

const KINDS = {
  device: {
    lead: 'Enter the six digits that your authenticator app shows for this farm.',
    label: 'Code',
    other: 'Use a recovery code',
  },
  recovery: {
    lead: 'Enter one of the recovery codes that you kept. Each works once.',
    label: 'Recovery code',
    other: 'Use a code of the app',
  },
} as const;

/** The second step of signing in, for those whose account asks for a code. */
export function CodeStep({ onAnswer, onBack }: Props) {
  const [kind, setKind] = useState<keyof typeof KINDS>('device');
  const [code, setCode] = useState('');
  const send = useMutation(
    useTRPC().account.sendCode.mutationOptions({
      onSuccess: onAnswer,
      onError: (error) => {
        if (error.data?.error === 'gone') onBack(error.message);
        setCode('');
      },
    }),
  );
  const { lead, label, other } = KINDS[kind];
  const isDevice = kind === 'device';
  return (
    <>
      <h1 className={classes.title}>One more step</h1>
      <p className={classes.lead}>{lead}</p>
      <form
        className={classes.form}
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          if (!send.isPending) send.mutate({ kind, code });
        }}
      >
        <TextInput
          key={kind}
          label={label}
          name="code"
          autoComplete={isDevice ? 'one-time-code' : 'off'}
          inputMode={isDevice ? 'numeric' : 'text'}
          autoCapitalize="none"
          spellCheck={false}
          ref={takeFocus}
          required
          withAsterisk={false}
          maxLength={100}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <FormProblem message={send.error?.message} field="code" />
        <Button type="submit" size="sm" fullWidth loading={send.isPending || send.isSuccess}>
          Sign in
        </Button>
        <div className={classes.links}>
          <button
            type="button"
            className={classes.link}
            onClick={() => {
              setKind(isDevice ? 'recovery' : 'device');
              setCode('');
              send.reset();
            }}
          >
            {other}
          </button>
          <button type="button" className={classes.link} onClick={() => onBack(null)}>
            Start again
          </button>
        </div>
      </form>
    </>
  );
}
