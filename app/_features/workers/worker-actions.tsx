'use client';
import {
  IconCheck,
  IconKey,
  IconLockX,
  IconMoon,
  IconPower,
  IconRotateClockwise,
  IconSun,
  IconTrash,
  IconUserX,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import { useFetchWorkerRows } from '../../_lib/fetch-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import { Forbidden } from '../../_ui/forbidden.tsx';
import { type ItemAction, ItemActions } from '../../_ui/item-actions.tsx';
import { visibleText } from '../../_lib/visible-text.ts';

/** What can be asked of workers; `-now` does not let the running task finish. */
const REQUESTS = {
  wake: { status: 'awake', lazy: false },
  sleep: { status: 'asleep', lazy: true },
  'sleep-now': { status: 'asleep', lazy: false },
  restart: { status: 'restart', lazy: true },
  'shut-down': { status: 'offline', lazy: true },
  'shut-down-now': { status: 'offline', lazy: false },
} as const;

interface Props {
  readonly workers: readonly WorkerRow[];
  readonly onDone?: () => void;
  readonly onRemoved?: () => void;
}

type WorkerAction = keyof typeof REQUESTS | 'approve' | 'reject' | 'revoke' | 'new-secret' | 'remove';

/**
 * Buttons that approve workers, ask them to wake, sleep, restart or shut down, or remove them. Actions that interrupt
 * a task or cannot be undone ask for confirmation.
 */
export function WorkerActions({ workers, onDone, onRemoved }: Props) {
  const trpc = useTRPC();
  const request = useMutation(trpc.workers.requestStatus.mutationOptions());
  const decide = useMutation(trpc.workers.decideApproval.mutationOptions());
  const askNewSecret = useMutation(trpc.workers.askNewSecret.mutationOptions());
  const remove = useMutation(trpc.workers.delete.mutationOptions());
  const fetchRows = useFetchWorkerRows();
  const right = useMay('workers.change');
  const some = (...statuses: WorkerRow['status'][]) => workers.some((worker) => statuses.includes(worker.status));
  const isUp = some('awake', 'asleep', 'testing', 'starting', 'error');
  const isAwake = some('awake', 'testing', 'starting', 'error');
  const who = workers.length === 1 ? visibleText(workers[0]?.name ?? '') : formatNoun(workers.length, 'worker');
  const stops = 'A running task is stopped, its unfinished frames are lost, and it goes back into the queue.';
  const run = async (action: WorkerAction, ids: string[]) => {
    if (action !== 'remove') {
      const answers =
        action === 'approve' || action === 'reject' || action === 'revoke'
          ? await decide.mutateAsync({ ids, decision: action })
          : action === 'new-secret'
            ? await askNewSecret.mutateAsync({ ids })
            : await request.mutateAsync({ ids, ...REQUESTS[action] });
      await fetchRows(ids);
      return answers;
    }
    const results = await remove.mutateAsync({ ids });
    if (results.every((result) => result.ok)) onRemoved?.();
    return results;
  };
  if (!right.may) return <Forbidden why={right.why} />;
  return (
    <ItemActions<WorkerAction>
      noun="worker"
      items={workers}
      onDone={onDone}
      hideDisabled={!onDone}
      run={run}
      actions={[
        ...approvalActions(workers, who),
        { name: 'wake', label: 'Wake', past: 'asked to wake', icon: IconSun, enabled: some('asleep', 'error') },
        { name: 'sleep', label: 'Sleep after task', past: 'asked to sleep', icon: IconMoon, enabled: isAwake },
        {
          name: 'sleep-now',
          label: 'Sleep now…',
          past: 'asked to sleep',
          icon: IconMoon,
          enabled: isAwake,
          question: { title: `Send ${who} to sleep now?`, text: stops, confirm: 'Sleep now' },
        },
        ...(workers.some((worker) => worker.can_restart)
          ? [
              {
                name: 'restart' as const,
                label: 'Restart',
                past: 'asked to restart',
                icon: IconRotateClockwise,
                enabled: isUp,
              },
            ]
          : []),
        {
          name: 'shut-down',
          label: 'Shut down…',
          past: 'asked to shut down',
          icon: IconPower,
          enabled: isUp,
          question: {
            title: `Shut down ${who}?`,
            text: 'The worker finishes its task and then exits. It can only be started again on its own machine.',
            confirm: 'Shut down',
          },
        },
        ...credentialActions(workers, who),
        {
          name: 'remove',
          label: 'Remove…',
          past: 'removed',
          icon: IconTrash,
          enabled: workers.length > 0,
          question: {
            title: `Remove ${who} from the farm?`,
            text: 'A running task goes back into the queue. The credentials stop working, so the worker has to register again to come back. Its past work stays in the history of tasks.',
            confirm: 'Remove',
          },
        },
      ]}
    />
  );
}

/** For workers that came without an enrolment code or the registration secret, or with a wrong one. */
function approvalActions(workers: readonly WorkerRow[], who: string): ItemAction<WorkerAction>[] {
  if (workers.every((worker) => worker.approval === null)) return [];
  const addresses = [...new Set(workers.map((worker) => worker.address))].join(', ');
  return [
    {
      name: 'approve',
      label: 'Approve…',
      past: 'approved',
      icon: IconCheck,
      enabled: true,
      question: {
        title: `Let ${who} work for this farm?`,
        text: workers.every(({ approval }) => approval === 'revoked')
          ? 'The credentials that it had work again. If somebody else may know them, remove it instead, and let the machine join anew.'
          : `It came from ${addresses} without a valid enrolment code or registration secret. Once approved, it gets tasks and can see the files of jobs.`,
        confirm: 'Approve',
        isSafe: true,
      },
    },
    {
      name: 'reject',
      label: 'Reject…',
      past: 'rejected',
      icon: IconUserX,
      enabled: workers.some(({ approval }) => approval === 'no-secret' || approval === 'wrong-secret'),
      question: {
        title: `Reject ${who}?`,
        text: 'It stays in the list and gets no tasks. You can approve or remove it later. A worker that was removed can register again.',
        confirm: 'Reject',
      },
    },
  ];
}

/** What can be done about the secret with which workers prove who they are. */
function credentialActions(workers: readonly WorkerRow[], who: string): ItemAction<WorkerAction>[] {
  return [
    {
      name: 'new-secret',
      label: 'New secret…',
      past: 'asked to take a new secret',
      icon: IconKey,
      enabled: workers.some(({ approval }) => approval !== 'revoked'),
      question: {
        title: `Give ${who} a new secret?`,
        text: 'The worker makes another secret and goes on working meanwhile; then the old one is of no use. A worker of Flamenco 3 does not understand this and keeps its secret. If somebody else may know the secret, revoke or remove the worker instead.',
        confirm: 'Give a new secret',
        isSafe: true,
      },
    },
    {
      name: 'revoke',
      label: 'Revoke…',
      past: 'revoked',
      icon: IconLockX,
      enabled: workers.some(({ approval }) => approval !== 'revoked'),
      question: {
        title: `Revoke ${who}?`,
        text: 'The credentials stop working at once, and a running task goes back into the queue. The worker stays in the list and can be approved again. A worker of Flamenco 3 registers anew when its credentials stop working.',
        confirm: 'Revoke',
      },
    },
  ];
}
