import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkerStatusHistory } from '#server/contracts/worker-status-history.ts';
import { formatDuration } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useNow } from '../../_lib/use-now.ts';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { workerLook } from './worker-status.ts';
import classes from './worker-history.module.css';

/** How many changes are shown until somebody asks for all. */
const FIRST = 8;

/** The statuses the worker has had, since when and for how long; the newest first. */
export function WorkerHistory({ workerId }: { readonly workerId: string }) {
  const query = useQuery(useTRPC().workers.history.queryOptions({ id: workerId }, { staleTime: 0 }));
  const [all, setAll] = useState(false);
  if (query.error) return <span role="alert">The history could not be fetched: {query.error.message}</span>;
  if (!query.data) return <span className={classes.dim}>Fetching the history…</span>;
  const { changes } = query.data;
  if (changes.length === 0) return <span className={classes.dim}>Its status has not changed yet.</span>;
  return (
    <>
      <ol className={classes.history}>
        {changes.slice(0, all ? undefined : FIRST).map((change, index) => (
          <HistoryLine key={`${change.at} ${change.to}`} change={change} until={changes[index - 1]?.at} />
        ))}
      </ol>
      {changes.length > FIRST && (
        <UnstyledButton className={classes.more} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${changes.length}`}
        </UnstyledButton>
      )}
    </>
  );
}

interface LineProps {
  readonly change: WorkerStatusHistory['changes'][number];
  /** When the status ended; absent while it lasts. */
  readonly until: string | undefined;
}

function HistoryLine({ change, until }: LineProps) {
  return (
    <li>
      <StatusBadge look={workerLook(change.to)} />
      <span className={classes.span}>
        {until ? <Span from={change.at} to={Date.parse(until)} /> : <SoFar from={change.at} />}
      </span>
      <span className={classes.when}>
        <RelativeTime iso={change.at} />
      </span>
    </li>
  );
}

function SoFar({ from }: { readonly from: string }) {
  const now = useNow();
  return now === 0 ? null : (
    <>
      for <Span from={from} to={now} />
    </>
  );
}

function Span({ from, to }: { readonly from: string; readonly to: number }) {
  return <span>{formatDuration(to - Date.parse(from))}</span>;
}
