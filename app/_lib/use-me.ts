import { useQuery } from '@tanstack/react-query';
import type { Action } from '#server/access/policy.ts';
import type { Me } from '#server/contracts/web/account.ts';
import { type Right, rightOf } from './rights.ts';
import { useTRPC } from './trpc.ts';

/** Who the reader is to this farm; undefined until that is known. */
export function useMe(): Me | undefined {
  return useQuery(useTRPC().account.me.queryOptions()).data;
}

/** Whether the reader may do something. @param owners as for `rightOf` */
export function useMay(action: Action, owners?: readonly (string | null)[]): Right {
  return rightOf(useMe(), action, owners);
}
