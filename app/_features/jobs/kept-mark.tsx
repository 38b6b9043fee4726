import { IconLock } from '@tabler/icons-react';
import classes from './jobs.module.css';

/** Marks a job that must be kept; with text where there is room. */
export function KeptMark({ withText = false }: { readonly withText?: boolean }) {
  return (
    <span className={classes.kept} title="Must be kept: it cannot be deleted">
      <IconLock size={13} stroke={1.8} aria-label={withText ? undefined : 'Must be kept'} aria-hidden={withText} />
      {withText && 'Kept'}
    </span>
  );
}
