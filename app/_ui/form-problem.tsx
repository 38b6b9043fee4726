import type { ReactNode } from 'react';
import { sentence } from '../_lib/sentence.ts';
import classes from './form-problem.module.css';

interface Props {
  /** What went wrong, as the manager says it; nothing is shown without. */
  readonly message: string | null | undefined;
  /** The only field of the form, whose name at the beginning of a message says nothing then. */
  readonly field?: string;
  /** What to do about it. */
  readonly children?: ReactNode;
}

/** Why a form was not taken, above its buttons. */
export function FormProblem({ message, field, children }: Props) {
  if (!message) return null;
  const text = field !== undefined && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  return (
    <p className={classes.problem} role="alert">
      {sentence(text)}
      {children}
    </p>
  );
}
