'use client';
import { useQuery } from '@tanstack/react-query';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { Who } from '../audit/audit-words.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import classes from './workers.module.css';

/** With which enrolment code a worker came, and who made that. */
export function JoinedWith({ workerId }: { readonly workerId: string }) {
  const code = useQuery(useTRPC().workers.codeOfWorker.queryOptions({ id: workerId })).data;
  if (code === undefined) return null;
  if (code === null) return <span className={classes.dim}>no enrolment code</span>;
  return (
    <span>
      the enrolment code <code>{code.prefix}…</code> of <Who by={code.made_by} />,{' '}
      <RelativeTime iso={code.created_at} />
    </span>
  );
}

/** Whether a worker is to take another secret. */
export function NewSecret({ worker }: { readonly worker: WorkerRow }) {
  if (worker.approval === 'revoked') return <span className={classes.dim}>revoked</span>;
  if (worker.new_secret_asked === null) return <span className={classes.dim}>chosen by the worker</span>;
  return (
    <span>
      a new one was asked for <RelativeTime iso={worker.new_secret_asked} />
    </span>
  );
}
