import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly text: ReactNode;
  readonly confirm: string;
  /** Nothing is lost by confirming. */
  readonly isSafe?: boolean;
  readonly onClose: (confirmed: boolean) => void;
}

/** Asks before something that cannot be undone or that people should think about first. */
export function ConfirmDialog({ open, title, text, confirm, isSafe = false, onClose }: Props) {
  return (
    <Modal opened={open} onClose={() => onClose(false)} title={title}>
      <Text component="div" size="sm" c="dimmed">
        {text}
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={() => onClose(false)}>
          {isSafe ? 'Not now' : 'Keep'}
        </Button>
        <Button color={isSafe ? undefined : 'red.8'} data-autofocus onClick={() => onClose(true)}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
