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
 * Floats above a table while rows are selected, with the actions for them. It stays mounted, because its dialogs
 * outlive the selection.
 */
export function SelectionBar({ count, noun, onClear, children }: Props) {
  return (
    <div className={classes.bar} hidden={count === 0} role="toolbar" aria-label="Actions for the selected rows">
      <span className={classes.count}>{formatNoun(count, noun)}</span>
      {children}
      <CloseButton className={classes.clear} size="sm" aria-label="Clear the selection" onClick={onClear} />
    </div>
  );
}
