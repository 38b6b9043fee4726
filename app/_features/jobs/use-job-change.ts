import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';

type Result = { readonly ok: true } | { readonly ok: false; readonly message: string };

/**
 * What follows the change of one thing about one job: jobs are fetched again, and what went wrong is told.
 * @param title says what stayed as it was
 */
export function useJobChange(title: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const fail = (message: string) => notifications.show({ color: 'red', title, message });
  return {
    onSuccess: async ([result]: readonly Result[]) => {
      if (result?.ok === false) fail(result.message);
      await queryClient.invalidateQueries(trpc.jobs.pathFilter());
    },
    onError: (error: { readonly message: string }) => {
      fail(error.message);
    },
  };
}
