import { Skeleton } from '@mantine/core';
import classes from './skeleton-rows.module.css';

/** Grey lines in place of rows that are still being fetched. */
export function SkeletonRows({ count = 12, label }: { readonly count?: number; readonly label: string }) {
  return (
    <div role="status" aria-label={label} className={classes.rows}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={classes.row}>
          <Skeleton height={10} width={90} radius="xl" />
          <Skeleton height={10} width={`${28 + ((index * 37) % 22)}%`} radius="xl" />
          <Skeleton height={6} width={140} radius="xl" />
          <Skeleton height={10} width={70} radius="xl" />
        </div>
      ))}
    </div>
  );
}
