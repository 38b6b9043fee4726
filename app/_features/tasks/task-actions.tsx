'use client';
import { IconBan, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TaskRow } from '#server/contracts/web/task-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import { Forbidden } from '../../_ui/forbidden.tsx';
import { ItemActions } from '../../_ui/item-actions.tsx';
import { visibleText } from '../../_lib/visible-text.ts';

type TaskAction = TaskRow['actions'][number];

interface Props {
  readonly tasks: readonly Pick<TaskRow, 'id' | 'name' | 'actions'>[];
  /** Who owns their job; null = nobody. */
  readonly ownerId: string | null;
  /** Leaves out actions that are not possible, for places where space is tight. */
  readonly onlyPossible?: boolean;
  readonly onDone?: () => void;
}

/** Buttons that requeue or cancel tasks. Canceling asks first. */
export function TaskActions({ tasks, ownerId, onlyPossible, onDone }: Props) {
  const change = useMutation(useTRPC().tasks.change.mutationOptions());
  const right = useMay('tasks.change', [ownerId]);
  const enabled = (action: TaskAction) => tasks.some((task) => task.actions.includes(action));
  const title =
    tasks.length === 1
      ? `Cancel “${visibleText(tasks[0]?.name ?? '')}”?`
      : `Cancel ${formatNoun(tasks.length, 'task')}?`;
  const text = 'A running task is stopped, and tasks that wait for it will not start. It can be requeued.';
  if (!right.may) return <Forbidden why={right.why} />;
  return (
    <ItemActions
      noun="task"
      items={tasks}
      onDone={onDone}
      hideDisabled={onlyPossible}
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
