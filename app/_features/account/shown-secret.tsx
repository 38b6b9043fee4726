import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../../_ui/copy-button.tsx';
import classes from './account.module.css';

interface Props {
  readonly text: string;
  /** What the button that copies it is called. */
  readonly label: string;
  readonly note: ReactNode;
  readonly onClose: () => void;
}

/** Something that is shown this once, to be copied. */
export function ShownSecret({ text, label, note, onClose }: Props) {
  return (
    <div className={classes.form}>
      <div className={classes.secret}>
        <code>{text}</code>
        <CopyButton text={() => text} label={label} />
      </div>
      <p className={classes.text}>{note}</p>
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </div>
  );
}
