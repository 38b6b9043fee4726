import { Modal } from '@mantine/core';
import { formatTime } from '../../_lib/formats.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import { ShownSecret } from '../account/shown-secret.tsx';

/** A link with which somebody chooses a password. */
export interface MadeLink {
  readonly person: { readonly display_name: string };
  readonly path: string;
  readonly expires_at: string;
}

interface Props {
  /** Null while the dialog is closed. */
  readonly link: MadeLink | null;
  readonly onClose: () => void;
}

/** Shows a link this once, for an admin to hand over. */
export function LinkDialog({ link, onClose }: Props) {
  return (
    <Modal
      opened={link !== null}
      onClose={onClose}
      title={`A link for ${visibleText(link?.person.display_name ?? '')}`}
      size="lg"
      closeOnClickOutside={false}
    >
      {link && (
        <ShownSecret
          text={`${window.location.origin}${link.path}`}
          label="Copy the link"
          note={`Hand it over by mail or chat. Whoever opens it chooses the password, so show it to nobody else. It works once, until ${formatTime(link.expires_at)}, and is not shown again; you can always make another.`}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}
