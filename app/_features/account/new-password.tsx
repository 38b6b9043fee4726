import { PasswordInput } from '@mantine/core';
import { useId } from 'react';
import { useMe } from '../../_lib/use-me.ts';
import { passwordHint } from './password-hint.ts';
import classes from './new-password.module.css';

interface Props {
  readonly value: string;
  /** What the person is called: a password should not contain it. */
  readonly names: readonly string[];
  readonly onChange: (password: string) => void;
}

/** The field in which somebody chooses a password; it says how good the password is. */
export function NewPassword({ value, names, onChange }: Props) {
  const shortest = useMe()?.password_min_length ?? 1;
  const { level, text } = passwordHint(value, shortest, names);
  const hint = useId();
  return (
    <div>
      <PasswordInput
        label="New password"
        name="new-password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={shortest}
        maxLength={128}
        aria-describedby={hint}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.strength} data-level={value === '' ? undefined : level} aria-hidden>
        <span />
        <span />
        <span />
      </div>
      <p id={hint} className={classes.hint} aria-live="polite">
        {text}
      </p>
    </div>
  );
}
