import { Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import { Link } from '../../_ui/link.tsx';
import classes from './workers.module.css';
import { visibleText } from '../../_lib/visible-text.ts';

/** A switch for each tag; the tags decide which jobs the worker may run. */
export function WorkerTags({ workerId }: { readonly workerId: string }) {
  const { tags } = useTRPC();
  const queryClient = useQueryClient();
  const right = useMay('workers.change');
  const query = useQuery(tags.find.queryOptions({}));
  const change = useMutation(
    tags.setOfWorker.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(tags.find.pathFilter()),
      onError: ({ message }) => {
        notifications.show({ color: 'red', title: 'The tags were not changed', message });
      },
    }),
  );
  if (query.error) return <span className={classes.dim}>The tags could not be fetched: {query.error.message}</span>;
  const rows = query.data ?? [];
  const own = rows.filter((tag) => tag.worker_ids.includes(workerId)).map((tag) => tag.id);
  const toggle = (id: string, on: boolean) => {
    const tagIds = on ? [...own, id] : own.filter((other) => other !== id);
    change.mutate({ workerId, tagIds });
  };
  return (
    <div className={classes.stack}>
      {rows.map((tag) => (
        <Switch
          key={tag.id}
          size="xs"
          label={visibleText(tag.name)}
          description={tag.description || undefined}
          checked={own.includes(tag.id)}
          disabled={change.isPending || !right.may}
          title={right.why ?? undefined}
          onChange={(event) => toggle(tag.id, event.currentTarget.checked)}
        />
      ))}
      <span className={classes.dim}>
        {own.length > 0
          ? 'Runs jobs that are bound to one of its tags, and jobs that are bound to none.'
          : 'Runs jobs that are not bound to a tag.'}{' '}
        <Link href="/tags" className={classes.more}>
          All tags
        </Link>
      </span>
    </div>
  );
}
