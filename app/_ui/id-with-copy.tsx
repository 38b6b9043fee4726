import { CopyButton } from './copy-button.tsx';
import classes from './facts.module.css';

/** An id, with a button to copy it. */
export function IdWithCopy({ id }: { readonly id: string }) {
  return (
    <span className={classes.id}>
      <code title={id}>{id}</code>
      <CopyButton label="Copy the ID" text={() => id} />
    </span>
  );
}
