import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  type Operation,
  splitLink,
} from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { MOST_CALLS } from '#server/contracts/limits.ts';
import type { AppRouter } from '#server/trpc/app-router.ts';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const URL_OF_DOOR = '/api/trpc';

/**
 * The connection of the pages to the manager: queries are batched, subscriptions are server-sent events. The headers of
 * a batch are sent before its answers are known, so what sets cookies goes alone.
 */
export function createFarmClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url: URL_OF_DOOR }),
        false: splitLink({
          condition: maySetCookies,
          true: httpLink({ url: URL_OF_DOOR }),
          false: httpBatchStreamLink({ url: URL_OF_DOOR, maxURLLength: 4000, maxItems: MOST_CALLS }),
        }),
      }),
    ],
  });
}

export type FarmClient = ReturnType<typeof createFarmClient>;

function maySetCookies({ type, path }: Operation): boolean {
  return type === 'mutation' && (path.startsWith('account.') || path.startsWith('setup.'));
}
