import { notifications } from '@mantine/notifications';
import { useFetchJobRows } from '../../_lib/fetch-rows.ts';

interface Result {
  readonly id: string;
  readonly ok: boolean;
  readonly message: string;
}

/**
 * What follows the change of one thing about one job: the job is fetched again, and what went wrong is told.
 * @param title says what stayed as it was
 */
export function useJobChange(title: string) {
  const fetchRows = useFetchJobRows();
  const fail = (message: string) => notifications.show({ color: 'red', title, message });
  return {
    onSuccess: async (results: readonly Result[]) => {
      const [result] = results;
      if (result?.ok === false) fail(result.message);
      await fetchRows(results.map(({ id }) => id));
    },
    onError: (error: { readonly message: string }) => {
      fail(error.message);
    },
  };
}
