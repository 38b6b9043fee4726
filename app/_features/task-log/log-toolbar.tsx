import { ActionIcon, CloseButton, TextInput, Tooltip } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconArrowBarToDown,
  IconChevronDown,
  IconChevronUp,
  IconDownload,
  IconSearch,
  IconTextWrap,
} from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { formatCount } from '../../_lib/formats.ts';
import { useShortcuts } from '../../_lib/use-shortcuts.ts';
import { CopyButton } from '../../_ui/copy-button.tsx';
import classes from './task-log.module.css';
import type { LogSearch } from './use-log-search.ts';

interface Props {
  readonly search: LogSearch;
  readonly follow: boolean;
  readonly onFollow: (on: boolean) => void;
  readonly wrap: boolean;
  readonly onWrap: (on: boolean) => void;
  /** Jumps to the next line with an error; absent when there is none. */
  readonly onError?: () => void;
  readonly text: () => string;
  readonly url: string;
}

/** Search and switches above a log. */
export function LogToolbar({ search, follow, onFollow, wrap, onWrap, onError, text, url }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({
    '/': (event) => {
      event.preventDefault();
      input.current?.focus();
    },
    n: () => search.step(1),
    N: () => search.step(-1),
    f: () => onFollow(!follow),
    w: () => onWrap(!wrap),
  });
  const count = search.matches.length;
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Log">
      <TextInput
        ref={input}
        className={classes.search}
        size="xs"
        aria-label="Search the log"
        placeholder="Search the log"
        value={search.text}
        leftSection={<IconSearch size={14} />}
        rightSection={
          search.text ? <CloseButton size="xs" aria-label="Clear search" onClick={() => search.change('')} /> : null
        }
        onChange={(event) => search.change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') search.step(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') input.current?.blur();
        }}
      />
      {search.text && (
        <>
          <span className={classes.count} role="status">
            {count === 0 ? 'No match' : `${formatCount(search.current + 1)} of ${formatCount(count)}`}
          </span>
          <Tool label="Previous match" icon={<IconChevronUp size={16} />} onClick={() => search.step(-1)} />
          <Tool label="Next match" icon={<IconChevronDown size={16} />} onClick={() => search.step(1)} />
        </>
      )}
      <span className={classes.spacer} />
      {onError && (
        <Tool
          label="Jump to the next error"
          icon={<IconAlertTriangleFilled size={15} />}
          onClick={onError}
          tone="fail"
        />
      )}
      <Tool
        label="Follow the log  f"
        icon={<IconArrowBarToDown size={16} />}
        on={follow}
        onClick={() => onFollow(!follow)}
      />
      <Tool label="Wrap long lines  w" icon={<IconTextWrap size={16} />} on={wrap} onClick={() => onWrap(!wrap)} />
      <CopyButton label="Copy the log" text={text} />
      <Tooltip label="Open the whole log">
        <ActionIcon
          component="a"
          href={url}
          target="_blank"
          rel="noreferrer"
          variant="subtle"
          color="gray"
          size="sm"
          aria-label="Open the whole log"
        >
          <IconDownload size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  readonly on?: boolean;
  readonly tone?: string;
}

function Tool({ label, icon, onClick, on, tone }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={tone ? `tone-${tone} ${classes.toned}` : undefined}
        variant={on ? 'light' : 'subtle'}
        color={on ? 'orchid' : 'gray'}
        size="sm"
        aria-label={label}
        aria-pressed={on}
        onClick={onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
