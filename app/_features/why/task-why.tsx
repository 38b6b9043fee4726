import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';
import { WhyCard } from './why-card.tsx';
import { groupsOfTask } from './why-groups.ts';

/** Why a task is not running. */
export function TaskWhyCard({ taskId }: { readonly taskId: string }) {
  const query = useQuery(useTRPC().tasks.why.queryOptions({ id: taskId }, { staleTime: 0 }));
  return <WhyCard query={query} groups={query.data ? groupsOfTask(query.data) : []} />;
}
