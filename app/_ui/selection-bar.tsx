import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatNoun } from '../_lib/formats.ts';
import classes from './selection-bar.module.css';

interface Props {
  readonly count: number;
  readonly noun: string;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/**
 * Floats above a table while rows are chosen, with what can be done to them. It stays mounted: its dialogs outlive the
 * choice.
 */
export function SelectionBar({ count, noun, onClear, children }: Props) {
  return (
    <div className={classes.bar} hidden={count === 0} role="toolbar" aria-label="Actions on the chosen rows">
      <span className={classes.count}>{formatNoun(count, noun)}</span>
      {children}
      <CloseButton className={classes.clear} size="sm" aria-label="Choose none" onClick={onClear} />
    </div>
  );
}
