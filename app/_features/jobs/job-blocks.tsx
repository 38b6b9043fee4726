'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLockOpen2, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlocksOfJob } from '#server/contracts/web/job-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { Link } from '../../_ui/link.tsx';
import { BlockDialog } from './block-dialog.tsx';
import classes from './jobs.module.css';
import { Name } from '../../_ui/name.tsx';

type Block = BlocksOfJob['blocks'][number];

/** The workers that are blocked from a task type in this job, with buttons to block and unblock them. */
export function JobBlocks({ jobId }: { readonly jobId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery(trpc.jobs.findBlocks.queryOptions({ jobId }, { staleTime: 0 }));
  const [adding, setAdding] = useState(false);
  const remove = useMutation(
    trpc.jobs.removeBlocks.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.jobs.findBlocks.queryFilter({ jobId })),
      onError: ({ message }) => {
        notifications.show({ color: 'red', title: 'The worker stays blocked', message });
      },
    }),
  );
  const unblock = async ({ worker_id, worker_name, task_type }: Block) => {
    await remove.mutateAsync({ jobId, blocks: [{ worker_id, task_type }] });
    const message = `${worker_name || 'The worker'} may run ${task_type} tasks for this job again.`;
    notifications.show({ color: 'orchid', title: 'Unblocked', message });
  };
  const blocks = query.data?.blocks;
  return (
    <>
      {query.error && <p role="alert">The blocklist could not be fetched: {query.error.message}</p>}
      {!query.error && !blocks && <p className={classes.dim}>Fetching the blocklist…</p>}
      {blocks?.length === 0 && (
        <p className={classes.dim}>
          No worker is blocked. A worker that fails too many tasks of one type is blocked from that type automatically.
        </p>
      )}
      <ul className={classes.blocks} aria-label="Blocked workers">
        {blocks?.map((block) => (
          <li key={`${block.worker_id} ${block.task_type}`}>
            <Link href={`/workers/${block.worker_id}`}>
              <Name>{block.worker_name || 'removed worker'}</Name>
            </Link>
            <span className={classes.type}>{block.task_type}</span>
            <Tooltip label="Let it run these tasks again">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Unblock ${block.worker_name} for ${block.task_type}`}
                disabled={remove.isPending}
                onClick={() => void unblock(block).catch(() => undefined)}
              >
                <IconLockOpen2 size={15} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={!query.data}
        onClick={() => setAdding(true)}
      >
        Block a worker…
      </Button>
      {query.data && (
        <BlockDialog open={adding} jobId={jobId} taskTypes={query.data.task_types} onClose={() => setAdding(false)} />
      )}
    </>
  );
}
