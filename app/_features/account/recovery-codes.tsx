import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { CopyButton } from '../../_ui/copy-button.tsx';
import classes from './account.module.css';
import { printText } from './print-text.ts';

interface Props {
  readonly codes: readonly string[];
  /** The name that the codes belong to. */
  readonly name: string;
}

/** The codes for when the device is lost, and ways to keep them. They are shown this once. */
export function RecoveryCodes({ codes, name }: Props) {
  const text = () =>
    `Recovery codes of ${name} for the render farm at ${window.location.host}\nEach works once.\n\n${codes.join('\n')}\n`;
  return (
    <>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={14} />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text())}`}
          download={`recovery-codes-${name}.txt`}
        >
          Download
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={14} />} onClick={() => printText(text())}>
          Print
        </Button>
        <CopyButton text={text} label="Copy the codes" />
      </div>
    </>
  );
}
