'use client';
import { Autocomplete, Button, Popover } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import chips from '../../_ui/filter-chips.module.css';
import { visibleText } from '../../_lib/visible-text.ts';
import type { MyName } from './use-my-name.ts';

interface Props {
  readonly mine: boolean;
  readonly who: MyName;
  /** Names to choose from, where nobody signs in. */
  readonly submitters: readonly string[];
  readonly onChange: (mine: boolean) => void;
}

/** Shows only the reader's jobs. Where nobody signs in, it asks once who that is. */
export function MyJobs({ mine, who, submitters, onChange }: Props) {
  const [asks, setAsks] = useState(false);
  const [typed, setTyped] = useState('');
  const isUnknown = who.isAsked && who.name === '';
  const press = () => {
    if (!mine && isUnknown) setAsks(true);
    else onChange(!mine);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    who.setName(typed.trim());
    setAsks(false);
    onChange(typed.trim() !== '');
  };
  return (
    <Popover opened={asks} onChange={setAsks} position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <span className={chips.chips} style={{ flex: 'none' }}>
          <button type="button" className={chips.chip} aria-pressed={mine} onClick={press}>
            <IconUser size={14} stroke={2} aria-hidden />
            My jobs
          </button>
          {mine && who.isAsked && (
            <button
              type="button"
              className={chips.chip}
              onClick={() => {
                setTyped(who.name);
                setAsks(true);
              }}
            >
              {isUnknown ? 'I am …' : `I am ${visibleText(who.name)}`}
            </button>
          )}
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={save}>
          <Autocomplete
            label="I am"
            description="As your jobs say under “Submitted by”. Only this browser remembers it."
            placeholder="Name"
            data-autofocus
            maxLength={200}
            data={[...submitters]}
            value={typed}
            onChange={setTyped}
            comboboxProps={{ withinPortal: false }}
          />
          <Button type="submit" mt="sm" size="xs" fullWidth disabled={typed.trim() === '' && isUnknown}>
            Show my jobs
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
