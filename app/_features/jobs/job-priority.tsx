import { NumberInput, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { messageOf } from '#shared/message-of.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from './jobs.module.css';

interface Props {
  readonly job: { readonly id: string; readonly priority: number };
}

/** The priority of a job; a click turns it into a field. Pressing Enter or leaving the field saves, Escape does not. */
export function JobPriority({ job }: Props) {
  const [draft, setDraft] = useState<number | string | null>(null);
  const given = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useMutation(trpc.jobs.set.mutationOptions());
  const close = async (isMeant: boolean) => {
    if (given.current) return;
    given.current = true;
    const priority = Number(draft);
    if (isMeant && draft !== null && draft !== '' && priority !== job.priority) {
      try {
        const [result] = await save.mutateAsync({ ids: [job.id], change: { priority } });
        if (result?.ok === false) throw new Error(result.message);
        const key = trpc.jobs.get.queryKey({ id: job.id });
        queryClient.setQueryData(key, (stored) => stored && { ...stored, priority });
      } catch (error) {
        const message = messageOf(error);
        notifications.show({ color: 'red', title: 'The priority was not changed', message });
      }
    }
    setDraft(null);
  };
  if (draft === null) {
    return (
      <UnstyledButton
        ref={button}
        className={classes.priority}
        aria-label={`Priority ${job.priority}, change`}
        onClick={() => {
          given.current = false;
          setDraft(job.priority);
        }}
      >
        <span className={classes.dim}>Priority</span> <b>{job.priority}</b> <IconPencil size={13} aria-hidden />
      </UnstyledButton>
    );
  }
  return (
    <span className={classes.priority}>
      <span className={classes.dim}>Priority</span>
      <NumberInput
        size="xs"
        w={76}
        aria-label="Priority, 0 to 100"
        min={0}
        max={100}
        clampBehavior="strict"
        allowDecimal={false}
        value={draft}
        ref={focus}
        disabled={save.isPending}
        onFocus={(event) => event.currentTarget.select()}
        onChange={setDraft}
        onBlur={() => void close(true)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          void close(event.key === 'Enter').then(() => requestAnimationFrame(() => focus(button.current)));
        }}
      />
    </span>
  );
}

/** The same function on every render, so the field gets the focus only once, when it appears. */
function focus(element: HTMLElement | null): void {
  element?.focus();
}
