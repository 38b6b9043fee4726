'use client';
import { Button, Code } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeadLetter } from '#server/contracts/dead-letter.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import { ConfirmDialog } from '../../_ui/confirm-dialog.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import classes from './dead-letters.module.css';

/** Events that plugins could not handle, with buttons to retry or dismiss them. Shows nothing while there are none. */
export function DeadLetters() {
  const { deadLetters } = useTRPC();
  const queryClient = useQueryClient();
  const maySee = useMay('dead-letters.read').may;
  const { may } = useMay('dead-letters.change');
  const letters = useQuery(deadLetters.find.queryOptions(undefined, { enabled: maySee })).data ?? [];
  const settled = {
    onSuccess: (results: readonly { ok: boolean; message: string }[]) => {
      const failed = results.filter((result) => !result.ok);
      if (failed.length === 0) return;
      const title = `${formatNoun(failed.length, 'event')} could not be handled`;
      notifications.show({ color: 'red', title, message: failed[0]?.message });
    },
    onError: ({ message }: { message: string }) => {
      notifications.show({ color: 'red', title: 'Nothing was changed', message });
    },
    onSettled: () => queryClient.invalidateQueries(deadLetters.find.pathFilter()),
  };
  const retry = useMutation(deadLetters.retry.mutationOptions(settled));
  const dismiss = useMutation(deadLetters.dismiss.mutationOptions(settled));
  /** To be dismissed once somebody confirms it. */
  const [doomed, setDoomed] = useState<readonly DeadLetter[]>([]);
  const isBusy = retry.isPending || dismiss.isPending;
  if (letters.length === 0) return null;
  const actions = (of: readonly DeadLetter[], all: string) =>
    may && (
      <span className={classes.actions}>
        <Button
          variant="default"
          size="xs"
          disabled={isBusy || !of.some((letter) => letter.can_retry)}
          onClick={() => retry.mutate({ ids: of.filter((letter) => letter.can_retry).map(({ id }) => id) })}
        >
          Try {all}again
        </Button>
        <Button variant="subtle" color="gray" size="xs" disabled={isBusy} onClick={() => setDoomed(of)}>
          Dismiss{all && ' all'}…
        </Button>
      </span>
    );
  return (
    <section aria-label="Events that could not be handled" className={classes.card}>
      <div className={classes.head}>
        <h2>{formatNoun(letters.length, 'event')} could not be handled</h2>
        {letters.length > 1 && actions(letters, 'all ')}
      </div>
      <p className={classes.dim}>
        Each was tried several times. Fix the cause, then try again. The farm keeps running either way.
      </p>
      <ul className={classes.letters}>
        {letters.map((letter) => (
          <li key={letter.id}>
            <span>
              <b>{letter.subscriber.replace(/^plugin:/, '')}</b> <Code>{letter.type}</Code>{' '}
              <span className={classes.dim}>
                <RelativeTime iso={letter.at} /> · {letter.tries === 1 ? 'tried once' : `tried ${letter.tries} times`}
              </span>
            </span>
            <span className={classes.error}>{letter.error}</span>
            {!letter.can_retry && (
              <span className={classes.dim}>The plugin is not running, so this event can only be dismissed.</span>
            )}
            {actions([letter], '')}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={doomed.length > 0}
        title={doomed.length === 1 ? 'Dismiss this event?' : `Dismiss ${doomed.length} events?`}
        text="The plugin will never handle what is dismissed, and it cannot be brought back."
        confirm="Dismiss"
        onClose={(confirmed) => {
          if (confirmed) dismiss.mutate({ ids: doomed.map(({ id }) => id) });
          setDoomed([]);
        }}
      />
    </section>
  );
}
