import { writeFile } from 'node:fs/promises';
import { removeFirmly, renameFirmly, type RenameOptions } from '#system/files/firmly.mjs';

/** Writes a file so that others see the old text or the new one, and keeps the old one if it cannot. */
export type WriteWhole = (file: string, text: string, encoding?: BufferEncoding) => Promise<void>;

/** @param renaming how the file is replaced; a spec has a way that fails */
export function writeWholeWith(renaming: RenameOptions = {}): WriteWhole {
  return async (file, text, encoding = 'utf8') => {
    const incoming = `${file}.new`;
    await writeFile(incoming, text, encoding);
    try {
      await renameFirmly(incoming, file, renaming);
    } catch (error) {
      await removeFirmly(incoming).catch(() => undefined);
      throw error;
    }
  };
}
