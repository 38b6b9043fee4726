import { IconLock } from '@tabler/icons-react';
import classes from './forbidden.module.css';

/** Stands where buttons would be that the reader may not use, and says why. */
export function Forbidden({ why }: { readonly why: string }) {
  return (
    <span className={classes.forbidden}>
      <IconLock size={14} stroke={1.8} aria-hidden />
      {why}
    </span>
  );
}
