import { IconHourglass } from '@tabler/icons-react';
import { formatNoun } from '../../_lib/formats.ts';
import classes from './jobs.module.css';

/** Marks a job that waits for other jobs. */
export function WaitingMark({ jobs }: { readonly jobs: number }) {
  const text = `Waits for ${formatNoun(jobs, 'other job')} to be completed`;
  return (
    <span className={classes.kept} title={text}>
      <IconHourglass size={13} stroke={1.8} aria-label={text} />
    </span>
  );
}
