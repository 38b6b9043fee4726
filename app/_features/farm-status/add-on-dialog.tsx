import { Button, Modal } from '@mantine/core';
import { IconBrandBlender, IconDownload } from '@tabler/icons-react';
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
    <Modal opened={open} onClose={onClose} title="Blender add-on" size="md">
      <a className={classes.drag} href={url} download>
        <IconBrandBlender size={34} stroke={1.4} aria-hidden />
        <span>
          <b>Drag this into Blender’s window</b>
          Blender 4.2 and later, with updates
        </span>
      </a>
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
          Install it.
          <ul>
            <li>
              <b>Blender 4.2 and later:</b> drag the field above into its window, add the repository that it offers, and
              drag again. <b>Preferences › System › Online Access</b> must be on.
            </li>
            <li>
              <b>Blender 4.1 and older:</b> download the zip, choose it in <b>Preferences › Add-ons › Install…</b>, and
              tick <b>Flamenco-NG</b>.
            </li>
          </ul>
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
