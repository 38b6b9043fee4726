import { useQuery } from '@tanstack/react-query';
import type { DeletionFacts as Facts } from '#server/contracts/web/job-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from './jobs.module.css';

/** What goes with these jobs and what stays, for the question before they are deleted. */
export function DeletionFacts({ ids }: { readonly ids: readonly string[] }) {
  const facts = useQuery(useTRPC().jobs.whatGoes.queryOptions({ ids: [...ids] }, { staleTime: 0, gcTime: 0 })).data;
  return (
    <>
      <ul className={classes.goes}>{facts && linesOf(facts).map((line) => <li key={line}>{line}</li>)}</ul>
      Rendered frames and other files on the shared storage stay. This cannot be undone.
    </>
  );
}

function linesOf({ jobs, tasks, running, shaman_checkouts: checkouts }: Facts): string[] {
  const their = jobs === 1 ? 'its' : 'their';
  return [
    `${formatNoun(tasks, 'task')} with ${their} logs and history go${tasks === 1 ? 'es' : ''}, and so do ${their} preview pictures.`,
    ...(running > 0 ? [`${formatNoun(running, 'running task')} will be stopped.`] : []),
    ...(checkouts > 0
      ? [
          checkouts === 1
            ? 'The files that were uploaded for it go too.'
            : `The files uploaded for ${checkouts} jobs go too.`,
        ]
      : []),
  ];
}
