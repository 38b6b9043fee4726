import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { WaysIn } from '#server/contracts/web/account.ts';
import { takeFocus } from '../../_lib/take-focus.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from './bare-frame.module.css';
import { ProviderButton } from './provider-button.tsx';
import { FormProblem } from '../../_ui/form-problem.tsx';

interface Props {
  readonly ways: WaysIn;
  /** Where the reader wants to go. */
  readonly next: string;
  /** What the field for the name begins with. */
  readonly name: string;
  /** The reader was signed in until just now. */
  readonly hasEnded: boolean;
  /** Why the second step led back here. */
  readonly problem: string | null;
  readonly onAnswer: (answer: { readonly second_factor_due: boolean }) => void;
}

/** The first step of signing in. */
export function PasswordStep({ ways, next, name, hasEnded, problem, onAnswer }: Props) {
  const [nameOrEmail, setNameOrEmail] = useState(name);
  const [password, setPassword] = useState('');
  const { provider } = ways;
  const isForAll = provider === null || ways.password === 'everybody';
  const [isShown, setIsShown] = useState(isForAll);
  const signIn = useMutation(
    useTRPC().account.signIn.mutationOptions({ onSuccess: onAnswer, onError: () => setPassword('') }),
  );
  const wrong = signIn.error?.message ?? problem;
  return (
    <>
      <h1 className={classes.title}>Sign in</h1>
      <p className={classes.lead}>This farm asks who you are.</p>
      {hasEnded && !wrong && (
        <p className={classes.note} role="status">
          Your session has ended. Sign in to go on where you were.
        </p>
      )}
      {provider !== null && (
        <div className={classes.provider}>
          <ProviderButton label={`Sign in with ${provider}`} next={next} />
          {isShown && <div className={classes.or}>{isForAll ? 'or' : 'or, as an admin'}</div>}
        </div>
      )}
      {!isShown && (
        <button type="button" className={classes.link} onClick={() => setIsShown(true)}>
          I am an admin: sign in with a password
        </button>
      )}
      {/* Before its script runs, a form that is sent would put what was typed into the address, were it not for `post`. */}
      {isShown && (
        <form
          className={classes.form}
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            if (!signIn.isPending) signIn.mutate({ nameOrEmail, password });
          }}
        >
          <TextInput
            label="Name or e-mail address"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            ref={name === '' && provider === null ? takeFocus : undefined}
            required
            withAsterisk={false}
            maxLength={200}
            value={nameOrEmail}
            onChange={(event) => setNameOrEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            ref={name === '' ? undefined : takeFocus}
            required
            withAsterisk={false}
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <FormProblem message={wrong} />
          <Button
            type="submit"
            size="sm"
            fullWidth
            variant={provider === null ? 'filled' : 'default'}
            loading={signIn.isPending || signIn.isSuccess}
          >
            Sign in
          </Button>
        </form>
      )}
      {isShown && (
        <p className={classes.foot}>Forgot the password? An admin of the farm can give you a link to choose another.</p>
      )}
    </>
  );
}
