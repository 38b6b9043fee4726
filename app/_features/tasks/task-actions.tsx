'use client';
import { IconBan, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TaskStatus } from '#server/contracts/task.ts';
import type { TaskDetail } from '#server/contracts/web/task-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { ItemActions } from '../../_ui/item-actions.tsx';

type TaskAction = TaskDetail['actions'][number];

/** Statuses in which an action makes sense; the manager has the last word and says so per task. */
const FITTING: Readonly<Record<TaskAction, readonly TaskStatus[]>> = {
  cancel: ['active', 'queued', 'soft-failed'],
  requeue: ['canceled', 'completed', 'failed'],
};

interface Props {
  readonly tasks: readonly { readonly id: string; readonly name: string; readonly status: TaskStatus }[];
  /** What the manager says is possible; absent: guessed from the statuses. */
  readonly allowed?: readonly TaskAction[];
  readonly onDone?: () => void;
}

/** Buttons that requeue or cancel tasks. Canceling asks first. */
export function TaskActions({ tasks, allowed, onDone }: Props) {
  const change = useMutation(useTRPC().tasks.change.mutationOptions());
  const enabled = (action: TaskAction) =>
    allowed ? allowed.includes(action) : tasks.some((task) => FITTING[action].includes(task.status));
  const title =
    tasks.length === 1 ? `Cancel “${tasks[0]?.name ?? ''}”?` : `Cancel ${formatNoun(tasks.length, 'task')}?`;
  const text = 'A running task is stopped, and tasks that wait for it will not start. It can be requeued.';
  return (
    <ItemActions
      noun="task"
      items={tasks}
      onDone={onDone}
      hideDisabled={allowed !== undefined}
      run={(action, ids) => change.mutateAsync({ ids, action })}
      actions={[
        { name: 'requeue', label: 'Requeue', past: 'requeued', icon: IconRefresh, enabled: enabled('requeue') },
        {
          name: 'cancel',
          label: 'Cancel…',
          past: 'canceled',
          icon: IconBan,
          enabled: enabled('cancel'),
          question: { title, text, confirm: tasks.length === 1 ? 'Cancel task' : 'Cancel tasks' },
        },
      ]}
    />
  );
}
