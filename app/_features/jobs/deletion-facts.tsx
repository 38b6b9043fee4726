import { useQuery } from '@tanstack/react-query';
import type { DeletionFacts as Facts } from '#server/contracts/web/job-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from './jobs.module.css';

/** Tells people what will be deleted with these jobs and what stays, before they confirm. */
export function DeletionFacts({ ids }: { readonly ids: readonly string[] }) {
  const facts = useQuery(useTRPC().jobs.whatGoes.queryOptions({ ids: [...ids] }, { staleTime: 0, gcTime: 0 })).data;
  return (
    <>
      This will be deleted:
      <ul className={classes.goes}>{facts && linesOf(facts).map((line) => <li key={line}>{line}</li>)}</ul>
      Rendered frames and other files on the shared storage stay. This cannot be undone.
    </>
  );
}

function linesOf({ kept, tasks, running, shaman_checkouts: checkouts }: Facts): string[] {
  return [
    ...(kept > 0
      ? [`Not ${formatNoun(kept, 'job')} that must be kept: ${kept === 1 ? 'it stays' : 'they stay'}.`]
      : []),
    `${formatNoun(tasks, 'task')} with all logs, attempts and preview pictures.`,
    ...(running > 0 ? [`The work so far of ${formatNoun(running, 'running task')}, which will be stopped.`] : []),
    ...(checkouts > 0 ? [`The files uploaded for ${formatNoun(checkouts, 'job')}.`] : []),
  ];
}
