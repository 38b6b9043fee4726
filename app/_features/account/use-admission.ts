import { useIsMutating, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Me } from '#server/contracts/web/account.ts';
import { signInPlace } from '../../_lib/next-place.ts';
import { useTRPC, useTRPCClient } from '../../_lib/trpc.ts';

/**
 * Whether the page may be shown. Whoever has to sign in first is sent to the page for that, also when their session
 * ends later, and comes back here. Everything is loaded afresh whenever the reader becomes somebody else, as when
 * another tab signs in: nothing that one person fetched stays for the next.
 */
export function useAdmission(): boolean {
  const { account } = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { data: me, isError } = useQuery(account.me.queryOptions());
  // Whoever changes their password gets another session: the old one may end before the browser has the new one.
  const isChanging = useIsMutating({ mutationKey: [['account']] }) > 0;
  const [first, setFirst] = useState(me);
  if (me && !first) setFirst(me);
  useEffect(() => {
    if (first && isNobody(first)) window.location.replace(signInPlace(window.location, false));
  }, [first]);
  useEffect(() => {
    if (!me || !first || isChanging || isSame(first, me)) return undefined;
    let isAsking = true;
    void client.account.me.query().then((now) => {
      if (!isAsking) return;
      if (isSame(first, now)) queryClient.setQueryData(account.me.queryKey(), now);
      else if (isNobody(now)) window.location.replace(signInPlace(window.location, true));
      else window.location.reload();
    }, ignore);
    return () => {
      isAsking = false;
    };
  }, [me, first, isChanging, account, client, queryClient]);
  // If the manager does not answer, the pages say so themselves. What is shown already stays until its tab goes on.
  return first ? !isNobody(first) : isError;
}

function isNobody({ mode, let_in_by }: Me): boolean {
  return mode === 'accounts' && (let_in_by === 'nobody' || let_in_by === 'not-admitted');
}

function isSame(one: Me, other: Me): boolean {
  return one.person?.id === other.person?.id && one.role === other.role && one.let_in_by === other.let_in_by;
}

/** The manager does not answer; when it does, the pages ask again. */
function ignore(): void {}
