'use client';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { messageOf } from '#shared/message-of.ts';
import { formatNoun } from '../_lib/formats.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { type ItemResult, ResultsDialog } from './results-dialog.tsx';
import type { Look } from './tone.ts';
import { visibleText } from '../_lib/visible-text.ts';

/** Something that can be done to one or more items. */
export interface ItemAction<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** The past participle for messages: "canceled" for "3 jobs: canceled". */
  readonly past: string;
  readonly icon: Look['icon'];
  readonly enabled: boolean;
  /** The question to confirm before it is done. */
  readonly question?: {
    readonly title: string;
    readonly text: ReactNode;
    readonly confirm: string;
    readonly isSafe?: boolean;
  };
}

interface Props<Name extends string> {
  readonly noun: string;
  readonly items: readonly { readonly id: string; readonly name: string }[];
  readonly actions: readonly ItemAction<Name>[];
  readonly run: (name: Name, ids: string[]) => Promise<readonly ItemResult[]>;
  readonly onDone?: () => void;
  /** Leaves out actions that are not possible, for places where space is tight. */
  readonly hideDisabled?: boolean;
}

/** Buttons that change items. For one item, a short message says how it went; for several, a list says it for each. */
export function ItemActions<Name extends string>({ noun, items, actions, run, onDone, hideDisabled }: Props<Name>) {
  const [asking, setAsking] = useState<ItemAction<Name> | null>(null);
  const [busy, setBusy] = useState<Name | null>(null);
  const [outcome, setOutcome] = useState<{
    title: string;
    results: readonly ItemResult[];
    names: Map<string, string>;
  } | null>(null);
  const act = async ({ name, past }: ItemAction<Name>) => {
    const names = new Map(items.map((item) => [item.id, visibleText(item.name)]));
    setBusy(name);
    try {
      const results = await run(name, [...names.keys()]);
      const [only] = results;
      if (results.length > 1 || !only)
        setOutcome({ title: `${formatNoun(results.length, noun)}: ${past}`, results, names });
      else if (only.ok)
        notifications.show({ color: 'orchid', title: `The ${noun} was ${past}`, message: names.get(only.id) });
      else notifications.show({ color: 'red', title: `The ${noun} was not ${past}`, message: only.message });
      onDone?.();
    } catch (error) {
      const message = messageOf(error);
      notifications.show({ color: 'red', title: 'Nothing was changed', message });
    } finally {
      setBusy(null);
    }
  };
  const shown = hideDisabled ? actions.filter((action) => action.enabled || action.name === busy) : actions;
  return (
    <>
      {shown.map((action) => {
        const Icon = action.icon;
        return (
          <Button
            key={action.name}
            variant="default"
            leftSection={<Icon size={14} stroke={1.8} />}
            disabled={!action.enabled}
            loading={busy === action.name}
            onClick={() => (action.question ? setAsking(action) : void act(action))}
          >
            {action.label}
          </Button>
        );
      })}
      <ConfirmDialog
        open={asking !== null}
        title={asking?.question?.title ?? ''}
        text={asking?.question?.text ?? ''}
        confirm={asking?.question?.confirm ?? ''}
        isSafe={asking?.question?.isSafe}
        onClose={(confirmed) => {
          setAsking(null);
          if (confirmed && asking) void act(asking);
        }}
      />
      <ResultsDialog
        title={outcome?.title ?? ''}
        results={outcome?.results ?? null}
        nameOf={(id) => outcome?.names.get(id) ?? id}
        onClose={() => setOutcome(null)}
      />
    </>
  );
}
