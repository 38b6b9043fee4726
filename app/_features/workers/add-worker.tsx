'use client';
import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../_lib/use-me.ts';
import { JoinForm } from './join-form.tsx';

/** A button that shows how a new machine joins the farm. */
export function AddWorker() {
  const [open, setOpen] = useState(false);
  const { may } = useMay('workers.change');
  if (!may) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={14} />} onClick={() => setOpen(true)}>
        Add a worker
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Add a worker" size="lg">
        <JoinForm />
      </Modal>
    </>
  );
}
