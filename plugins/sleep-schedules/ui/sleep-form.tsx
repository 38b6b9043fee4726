import { Button, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SleepWindow, SleepWindows } from '../contract.ts';
import { useTRPC } from '#app/_lib/trpc.ts';
import { SleepWindowFields } from './sleep-window-fields.tsx';
import classes from './sleep.module.css';

const NEW_WINDOW: SleepWindow = { days: ['mo', 'tu', 'we', 'th', 'fr'], start: '09:00', end: '18:00' };

interface Props {
  readonly workerId: string;
  readonly stored: SleepWindows;
  readonly timeZone: string;
}

/** A form for all windows of a schedule, which are saved together. */
export function SleepForm({ workerId, stored, timeZone }: Props) {
  const schedules = useTRPC()['sleep-schedules'];
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(stored);
  const [from, setFrom] = useState(stored);
  if (!isSame(stored, from)) {
    setFrom(stored);
    setDraft(stored);
  }
  const save = useMutation(
    schedules.set.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(schedules.pathFilter()),
      onError: ({ message }) => {
        notifications.show({ color: 'red', title: 'The schedule was not saved', message });
      },
    }),
  );
  const setWindows = (windows: SleepWindow[]) => setDraft({ is_active: draft.is_active, windows });
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ workerId, schedule: draft });
      }}
    >
      <Switch
        size="xs"
        label="Sleeps at set times"
        checked={draft.is_active}
        onChange={(event) => {
          const isActive = event.currentTarget.checked;
          setDraft({ is_active: isActive, windows: draft.windows.length === 0 ? [NEW_WINDOW] : draft.windows });
        }}
      />
      {draft.windows.map((window, index) => (
        <SleepWindowFields
          // Windows have no identity other than their position.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          window={window}
          number={index + 1}
          onChange={(changed) => setWindows(draft.windows.with(index, changed))}
          onRemove={() => setWindows(draft.windows.toSpliced(index, 1))}
        />
      ))}
      <span className={classes.dim}>
        Times are in the time zone {timeZone}. If you ask the worker for a status, that holds until a window begins or
        ends.
      </span>
      <div className={classes.fields}>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setWindows([...draft.windows, NEW_WINDOW])}
        >
          Add a window
        </Button>
        <Button type="submit" disabled={isSame(draft, stored)} loading={save.isPending}>
          Save schedule
        </Button>
      </div>
    </form>
  );
}

function isSame(a: SleepWindows, b: SleepWindows): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
