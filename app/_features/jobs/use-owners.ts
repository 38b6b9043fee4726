import { useQuery } from '@tanstack/react-query';
import { ownerName } from '../../_lib/owner-name.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMe } from '../../_lib/use-me.ts';

/** Who may own jobs. Where nobody has an account, nobody does, and `hasAccounts` is false. */
export function useOwners() {
  const { people: procedures } = useTRPC();
  const me = useMe();
  const hasAccounts = me?.mode === 'accounts';
  const people = useQuery(procedures.names.queryOptions(undefined, { enabled: hasAccounts })).data;
  return {
    hasAccounts,
    people,
    nameOf: (ownerId: string | null) => ownerName(ownerId, people),
    /** Whether the reader may give away a job of this person's. */
    mayHandOver: (ownerId: string | null) =>
      me !== undefined &&
      (me.may_to_all.includes('jobs.hand-over') ||
        (me.may.includes('jobs.hand-over') && ownerId !== null && ownerId === me.person?.id)),
  };
}
