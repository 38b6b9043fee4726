import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconHourglassHigh } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { WhyGroup } from './why-groups.ts';
import { WhyReasons } from './why-reasons.tsx';
import classes from './why.module.css';

interface Props {
  readonly query: {
    readonly data: { readonly summary: string; readonly can_run?: boolean } | undefined;
    readonly error: { readonly message: string } | null;
  };
  readonly groups: readonly WhyGroup[];
  readonly title?: string;
}

/** One sentence on why something is waiting, the best thing to do about it, and, behind a click, every reason. */
export function WhyCard({ query, groups, title = 'Why is it waiting?' }: Props) {
  const [open, setOpen] = useState(false);
  const listId = useId();
  const shown = groups.filter((group) => group.reasons.length > 0);
  // If a worker is free for it, nobody needs to do anything.
  const advice = query.data?.can_run ? undefined : shown[0]?.reasons[0]?.unblock;
  return (
    <section className={classes.card} aria-label={title} aria-busy={!query.data && !query.error}>
      <IconHourglassHigh size={16} stroke={1.8} aria-hidden />
      <div className={classes.text}>
        <div className={classes.top}>
          <h2>{title}</h2>
          {shown.length > 0 && (
            <UnstyledButton
              className={classes.more}
              aria-expanded={open}
              aria-controls={listId}
              onClick={() => setOpen(!open)}
            >
              {open ? 'Less' : 'All reasons'} <IconChevronDown size={14} aria-hidden />
            </UnstyledButton>
          )}
        </div>
        <p>{query.data?.summary ?? query.error?.message ?? 'Asking the scheduler…'}</p>
        {advice && !open && <p className={classes.advice}>{advice}</p>}
        {open && (
          <div id={listId} className={classes.groups}>
            {shown.map((group) => (
              <WhyReasons key={group.key} group={group} />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
