import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { TagRow } from '#server/contracts/web/tag-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useMay } from '../../_lib/use-me.ts';
import classes from './tags.module.css';
import { Name } from '../../_ui/name.tsx';

interface Props {
  readonly tags: readonly TagRow[];
  readonly onEdit: (tag: TagRow) => void;
  readonly onDelete: (tag: TagRow) => void;
}

/** The tags by name, each with buttons to edit and delete it. */
export function TagList({ tags, onEdit, onDelete }: Props) {
  const { may, why } = useMay('workers.change');
  const sorted = tags.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  return (
    <ul className={classes.list} aria-label="Tags">
      {sorted.map((tag) => (
        <li key={tag.id}>
          <button
            type="button"
            className={classes.name}
            disabled={!may}
            title={why ?? undefined}
            onClick={() => onEdit(tag)}
          >
            <Name>{tag.name}</Name>
          </button>
          <span className={classes.description}>{tag.description}</span>
          <span className={classes.used}>
            {formatNoun(tag.worker_ids.length, 'worker')} · {formatNoun(tag.jobs, 'job')}
          </span>
          {may && (
            <span className={classes.buttons}>
              <Tooltip label="Edit name and description">
                <ActionIcon variant="subtle" color="gray" aria-label={`Edit ${tag.name}`} onClick={() => onEdit(tag)}>
                  <IconPencil size={15} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label="Delete">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Delete ${tag.name}`}
                  onClick={() => onDelete(tag)}
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </Tooltip>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
