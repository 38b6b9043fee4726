import { memo } from 'react';
import classes from './segmented-bar.module.css';
import type { Tone } from './tone.ts';

export interface Segment {
  readonly tone: Tone;
  readonly share: number;
}

interface Props {
  readonly segments: readonly Segment[];
  readonly label: string;
  /** Between 0 and 1, for people who cannot see the bar. */
  readonly value: number;
  readonly tall?: boolean;
}

/** A progress bar with one part per status; the shares are relative to one another. */
export const SegmentedBar = memo(function SegmentedBar({ segments, label, value, tall }: Props) {
  return (
    <div
      className={`${classes.bar} ${tall ? classes.tall : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value * 100)}
    >
      {segments
        .filter((segment) => segment.share > 0)
        .map((segment) => (
          <span
            key={segment.tone}
            className={`${classes.part} tone-${segment.tone}`}
            style={{ flexGrow: segment.share }}
            data-tone={segment.tone}
          />
        ))}
    </div>
  );
});
