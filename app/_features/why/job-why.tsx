import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';
import { WhyCard } from './why-card.tsx';
import { groupsOfJob } from './why-groups.ts';

/** Why none of a job's tasks are running. */
export function JobWhyCard({ jobId }: { readonly jobId: string }) {
  const query = useQuery(useTRPC().jobs.why.queryOptions({ id: jobId }, { staleTime: 0 }));
  return <WhyCard query={query} groups={query.data ? groupsOfJob(query.data) : []} />;
}
