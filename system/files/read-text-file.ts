import { readFile } from 'node:fs/promises';
import { decodeText } from '#shared/decode-text.ts';

/** The file is no text that can be read. The message follows the name of the file, and says what to do. */
export class NotText extends Error {}

/**
 * The text of a file that a person wrote, in UTF-8, or in UTF-16 as PowerShell 5.1 writes it with `>`.
 * @throws NotText; or the system's error
 */
export async function readTextFile(file: string): Promise<string> {
  const { text, unreadable, strangeLine } = decodeText(await readFile(file));
  if (unreadable !== undefined) throw new NotText(`is in ${unreadable} without a mark at its start; save it as UTF-8`);
  if (strangeLine !== undefined) throw new NotText(`is not in UTF-8, as line ${strangeLine} shows; save it as UTF-8`);
  return text;
}
