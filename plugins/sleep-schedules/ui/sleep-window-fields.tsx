import { ActionIcon, Chip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type Day, DAYS, type SleepWindow } from '../contract.ts';
import classes from './sleep.module.css';

const DAY_NAMES: Readonly<Record<Day, readonly [short: string, long: string]>> = {
  mo: ['Mo', 'Monday'],
  tu: ['Tu', 'Tuesday'],
  we: ['We', 'Wednesday'],
  th: ['Th', 'Thursday'],
  fr: ['Fr', 'Friday'],
  sa: ['Sa', 'Saturday'],
  su: ['Su', 'Sunday'],
};

interface Props {
  readonly window: SleepWindow;
  /** Counted from 1. */
  readonly number: number;
  readonly onChange: (window: SleepWindow) => void;
  readonly onRemove: () => void;
}

/** The fields for one window: days, start and end. */
export function SleepWindowFields({ window, number, onChange, onRemove }: Props) {
  const { days, start, end } = window;
  const toggle = (day: Day, on: boolean) => DAYS.filter((other) => (other === day ? on : days.includes(other)));
  return (
    <fieldset className={classes.window}>
      <legend className="visually-hidden">Window {number}</legend>
      <div className={classes.fields}>
        {DAYS.map((day) => (
          <Chip
            key={day}
            size="xs"
            radius={6}
            classNames={{ label: classes.day, iconWrapper: classes.dayIcon }}
            aria-label={DAY_NAMES[day][1]}
            checked={days.includes(day)}
            onChange={(on) => onChange({ ...window, days: toggle(day, on) })}
          >
            {DAY_NAMES[day][0]}
          </Chip>
        ))}
        {days.length === 0 && <span className={classes.dim}>every day</span>}
      </div>
      <div className={classes.fields}>
        <Time label="From" value={start} onChange={(time) => onChange({ ...window, start: time })} />
        <Time label="To" value={end} onChange={(time) => onChange({ ...window, end: time })} />
        <span className={classes.dim}>{hintOf(window)}</span>
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove window ${number}`} onClick={onRemove}>
          <IconTrash size={15} />
        </ActionIcon>
      </div>
    </fieldset>
  );
}

function hintOf({ start, end }: SleepWindow): string {
  if (start === end) return start === '' ? 'the whole day' : 'never: it ends when it begins';
  if (end !== '' && end < start) return 'on the next day';
  if (start === '') return 'from midnight';
  return end === '' ? 'until midnight' : '';
}

interface TimeProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (time: string) => void;
}

function Time({ label, value, onChange }: TimeProps) {
  return (
    <label className={classes.time}>
      {label} <input type="time" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  );
}
