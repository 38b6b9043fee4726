import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TagRow } from '#server/contracts/web/tag-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { ConfirmDialog } from '../../_ui/confirm-dialog.tsx';
import { visibleText } from '../../_lib/visible-text.ts';

interface Props {
  /** The tag to delete; null while the dialog is closed. */
  readonly tag: TagRow | null;
  readonly onClose: () => void;
}

/** Says who uses a tag, asks for confirmation, and deletes it. */
export function DeleteTag({ tag, onClose }: Props) {
  const { tags } = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    tags.delete.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(tags.pathFilter()),
      onError: ({ message }) => {
        notifications.show({ color: 'red', title: 'The tag was not deleted', message });
      },
    }),
  );
  return (
    <ConfirmDialog
      open={tag !== null}
      title={`Delete the tag “${visibleText(tag?.name ?? '')}”?`}
      text={tag && whatHappens(tag)}
      confirm="Delete tag"
      onClose={(confirmed) => {
        if (confirmed && tag) remove.mutate({ id: tag.id });
        onClose();
      }}
    />
  );
}

function whatHappens({ worker_ids: workers, jobs }: TagRow): string {
  if (workers.length === 0 && jobs === 0) return 'No workers or jobs use it.';
  const losing = workers.length > 0 ? `${formatNoun(workers.length, 'worker')} will lose it. ` : '';
  const freed =
    jobs === 0 ? 'No jobs are bound to it.' : `${formatNoun(jobs, 'job')} bound to it will run on any worker.`;
  return losing + freed;
}
