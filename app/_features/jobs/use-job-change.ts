import { notifications } from '@mantine/notifications';
import { useFetchJobRows } from '../../_lib/fetch-rows.ts';

interface Result {
  readonly id: string;
  readonly ok: boolean;
  readonly message: string;
}

/**
 * What happens after something about a job was changed: the job is fetched again, and errors are shown.
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
