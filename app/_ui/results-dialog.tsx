import { Button, Group, Modal } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import classes from './results-dialog.module.css';

export interface ItemResult {
  readonly id: string;
  readonly ok: boolean;
  readonly message: string;
}

interface Props {
  readonly title: string;
  readonly results: readonly ItemResult[] | null;
  /** The name of an item, or its id if the name is unknown. */
  readonly nameOf: (id: string) => string;
  readonly onClose: () => void;
}

/** How a bulk action went for each item; refusals come first. */
export function ResultsDialog({ title, results, nameOf, onClose }: Props) {
  const items = (results ?? []).toSorted((a, b) => Number(a.ok) - Number(b.ok));
  const done = items.filter((item) => item.ok).length;
  return (
    <Modal opened={results !== null} onClose={onClose} title={title}>
      <p className={classes.sum}>
        {done} done{items.length > done && `, ${items.length - done} refused`}
      </p>
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.id} className={item.ok ? 'tone-done' : 'tone-fail'}>
            {item.ok ? (
              <IconCircleCheckFilled size={15} aria-label="Done" />
            ) : (
              <IconCircleXFilled size={15} aria-label="Refused" />
            )}
            <span>
              <b>{nameOf(item.id)}</b>
              {item.message && <small>{item.message}</small>}
            </span>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          Close
        </Button>
      </Group>
    </Modal>
  );
}
