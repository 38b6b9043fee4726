import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import { useFetchWorkerRows } from '../../_lib/fetch-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import classes from './workers.module.css';

/** What a worker asked for and did not get, and whether it may choose its name and tags; nothing if neither. */
export function WorkerWishes({ worker }: { readonly worker: WorkerRow }) {
  const fetchRows = useFetchWorkerRows();
  const { may } = useMay('workers.change');
  const letChoose = useMutation(
    useTRPC().workers.letChoose.mutationOptions({
      onSuccess: () => fetchRows([worker.id]),
      onError: ({ message }) => {
        notifications.show({ color: 'red', title: 'The worker was not changed', message });
      },
    }),
  );
  const { locked, refused_wishes: refused } = worker;
  if (locked.length === 0 && refused === null) return null;
  return (
    <div className={classes.wishes}>
      {refused && (
        <span className={classes.refused} role="status">
          {wishText(refused)}
        </span>
      )}
      {locked.length > 0 && (
        <>
          <span className={classes.dim}>
            {locked.length === 2
              ? 'Its name and tags were'
              : `Its ${locked[0]} ${locked[0] === 'name' ? 'was' : 'were'}`}{' '}
            set here, and the worker does not change that.
          </span>
          {may && (
            <Button
              size="compact-xs"
              variant="default"
              loading={letChoose.isPending}
              onClick={() => letChoose.mutate({ id: worker.id })}
            >
              Let it choose again
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function wishText({ name, tags = [] }: NonNullable<WorkerRow['refused_wishes']>): string {
  const wishes = [
    ...(name === undefined ? [] : [`to be called “${name}”`]),
    ...(tags.length === 0 ? [] : [`to have the ${tags.length === 1 ? 'tag' : 'tags'} ${tags.join(', ')}`]),
  ];
  return `When it signed on, it asked ${wishes.join(' and ')}. That was refused.`;
}
