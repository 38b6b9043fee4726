import { Button, Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { CopyButton } from '../../_ui/copy-button.tsx';
import classes from './add-on-dialog.module.css';

interface Props {
  /** Where the add-on can be downloaded. */
  readonly url: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The steps from downloading the add-on to submitting the first job from Blender. */
export function AddOnDialog({ url, open, onClose }: Props) {
  const manager = typeof window === 'undefined' ? '' : window.location.origin;
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title="Blender add-on"
      size="md"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Button
        component="a"
        href={url}
        download
        className={classes.download}
        fullWidth
        leftSection={<IconDownload size={16} stroke={1.8} />}
        data-autofocus
      >
        Download for Blender 3.4 to 5.x
      </Button>
      <ol className={classes.steps}>
        <li>
          Install it: drop the zip into Blender’s window and confirm, or choose it in{' '}
          <b>Edit › Preferences › Add-ons</b> with <b>Install from Disk…</b> (Blender 4.1 and older: <b>Install…</b>,
          then tick <b>Flamenco-NG</b>).
        </li>
        <li>
          In its preferences, enter the address of this manager:
          <span className={classes.address}>
            <code>{manager}</code>
            <CopyButton label="Copy the address" text={() => manager} />
          </span>
        </li>
        <li>
          Open your file. The panel is in <b>Properties › Output › Flamenco-NG</b>.
        </li>
      </ol>
    </Modal>
  );
}
