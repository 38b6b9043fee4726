import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { openPage } from './open-page.ts';

/** Leads a browser to the link: other users of the machine can read the arguments of programs, but not this file. */
const FILE = 'flamenco-set-up.html';

/** The link, and where the manager is. */
export interface ShownLink {
  readonly home: string;
  /** The manager's address, as seen from this machine. */
  readonly url: string;
  readonly secret: string;
  readonly expiresAt: string;
  /** Whether somebody sits at a terminal, whose browser should open the link. */
  readonly atTerminal: boolean;
}

/**
 * Prints the link with which a manager is set up, and opens it. The manager itself never logs it, but a service may
 * keep what is printed. Call what it resolves to when the link is of no use any more.
 */
export async function showSetUpLink(link: ShownLink, print: (text: string) => void): Promise<() => Promise<void>> {
  const path = `/app/setup#${link.secret}`;
  const address = new URL(link.url);
  const elsewhere =
    address.hostname === '127.0.0.1' ? `${address.protocol}//${hostname()}:${address.port}${path}` : undefined;
  print(
    [
      '',
      `This manager is not set up yet. Open this link to set it up. It works once, until ${link.expiresAt}:`,
      '',
      `  on this machine:       ${link.url}${path}`,
      ...(elsewhere === undefined ? [] : [`  from another machine:  ${elsewhere}`]),
      '',
      '',
    ].join('\n'),
  );
  const file = join(link.home, FILE);
  if (!link.atTerminal) return () => Promise.resolve();
  await removeFirmly(file);
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${link.url}${path}">`;
  await writeFile(file, html, { mode: 0o600, flag: 'wx' }).then(
    () => openPage(file),
    () => undefined,
  );
  return () => removeFirmly(file);
}
