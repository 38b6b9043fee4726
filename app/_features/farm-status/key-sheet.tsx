import { Kbd, Modal } from '@mantine/core';
import { Fragment } from 'react';
import classes from './app-frame.module.css';

const KEYS: readonly (readonly [string, string])[] = [
  ['g j', 'Go to the jobs'],
  ['g w', 'Go to the workers'],
  ['g t', 'Go to the tags'],
  ['g p', 'Go to the plugins'],
  ['g a', 'Go to my account'],
  ['/', 'Search'],
  ['j k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Select the row'],
  ['Shift x', 'Select all rows up to this one'],
  ['Esc', 'Clear the selection, leave the search'],
  ['f', 'Follow the log'],
  ['n N', 'Next and previous match in the log'],
  ['w', 'Wrap long lines in the log'],
  ['?', 'Show these shortcuts'],
];

/** All keyboard shortcuts in one place. */
export function KeySheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={open} onClose={onClose} title="Keyboard shortcuts" size="sm">
      <dl className={classes.keys}>
        {KEYS.map(([keys, text]) => (
          <Fragment key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  );
}
