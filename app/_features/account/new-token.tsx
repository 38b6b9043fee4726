import { Button, Checkbox, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMe } from '../../_lib/use-me.ts';
import classes from './account.module.css';
import { ShownSecret } from './shown-secret.tsx';
import { tokenActionGroups, withBasics } from './token-actions.ts';
import { FormProblem } from '../../_ui/form-problem.tsx';

const DAY_MS = 24 * 3_600_000;
const NEVER = 'never';
const EXPIRIES = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: NEVER, label: 'Never' },
];
const SCOPES = [
  { value: 'all', label: 'All that I may do' },
  { value: 'some', label: 'Only what I choose' },
];

/** Makes a token, and shows it this once. */
export function NewToken({ onClose }: { readonly onClose: () => void }) {
  const { account } = useTRPC();
  const queryClient = useQueryClient();
  const [label, setLabel] = useState('');
  const [days, setDays] = useState<string>('90');
  const [scope, setScope] = useState('all');
  const [chosen, setChosen] = useState<string[]>([]);
  const groups = tokenActionGroups(useMe()?.may ?? []);
  const create = useMutation(
    account.createToken.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(account.tokens.pathFilter()),
    }),
  );
  if (create.data) {
    return (
      <ShownSecret
        text={create.data.secret}
        label="Copy the token"
        note="Copy it now: it is not kept, and cannot be shown again. Programs send it as “Authorization: Bearer …”."
        onClose={onClose}
      />
    );
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({
          label: label.trim(),
          actions: scope === 'all' ? null : withBasics(chosen),
          expires_at: days === NEVER ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
        });
      }}
    >
      <TextInput
        label="What is it for?"
        placeholder="Nightly render script"
        data-autofocus
        maxLength={200}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Select
        label="Expires"
        data={EXPIRIES}
        allowDeselect={false}
        value={days}
        onChange={(value) => setDays(value ?? '90')}
      />
      <SegmentedControl aria-label="What it may do" data={SCOPES} value={scope} onChange={setScope} />
      {scope === 'some' && (
        <Checkbox.Group value={chosen} onChange={setChosen}>
          <div className={classes.groups}>
            {groups.map(({ group, actions }) => (
              <fieldset key={group} className={classes.group}>
                <legend>{group}</legend>
                {actions.map(({ action, words }) => (
                  <Checkbox key={action} size="xs" value={action} label={words} />
                ))}
              </fieldset>
            ))}
          </div>
        </Checkbox.Group>
      )}
      <FormProblem message={create.error?.message} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          disabled={label.trim() === '' || (scope === 'some' && chosen.length === 0)}
          loading={create.isPending}
        >
          Make token
        </Button>
      </Group>
    </form>
  );
}
