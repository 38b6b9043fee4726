import { memo } from 'react';
import classes from './status-badge.module.css';
import type { Look } from './tone.ts';

interface Props {
  readonly look: Look;
  /** `pill` has a tinted background, for headers. */
  readonly variant?: 'plain' | 'pill';
  readonly note?: string;
}

/** A status as an icon, a word and a colour. */
export const StatusBadge = memo(function StatusBadge({ look, variant = 'plain', note }: Props) {
  const Icon = look.icon;
  return (
    <span
      className={`${classes.badge} ${classes[variant]} tone-${look.tone}`}
      data-tone={look.tone}
      title={note || undefined}
    >
      <Icon size={15} stroke={1.9} aria-hidden />
      <span>{look.label}</span>
    </span>
  );
});
