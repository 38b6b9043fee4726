import { CopyButton } from './copy-button.tsx';
import classes from './facts.module.css';

/** An id that can be copied. */
export function IdWithCopy({ id }: { readonly id: string }) {
  return (
    <span className={classes.id}>
      <code title={id}>{id}</code>
      <CopyButton label="Copy the id" text={() => id} />
    </span>
  );
}
