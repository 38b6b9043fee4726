import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';
import { WhyCard } from './why-card.tsx';
import { groupsOfWorker } from './why-groups.ts';

/** Why a worker has nothing to do. */
export function WorkerWhyCard({ workerId }: { readonly workerId: string }) {
  const query = useQuery(useTRPC().workers.why.queryOptions({ id: workerId }, { staleTime: 0 }));
  return <WhyCard title="Why is it idle?" query={query} groups={query.data ? groupsOfWorker(query.data) : []} />;
}
