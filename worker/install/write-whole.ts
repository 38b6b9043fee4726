import { rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Writes a file so that others see the old text or the new one, and keeps the old one if it cannot. */
export type WriteWhole = (file: string, text: string, encoding?: BufferEncoding) => Promise<void>;

const TRIES = 20;
const PAUSE_MS = 250;
/** While a virus scanner, an indexer or an editor holds a file, Windows refuses to replace it. */
const HELD = ['EPERM', 'EACCES', 'EBUSY'];

/** @param rename replaces a file by another; a spec has one that fails */
export function writeWholeWith(replace: typeof rename = rename, pause = () => delay(PAUSE_MS)): WriteWhole {
  return async (file, text, encoding = 'utf8') => {
    const incoming = `${file}.new`;
    await writeFile(incoming, text, encoding);
    for (let left = TRIES; ; left--) {
      try {
        return await replace(incoming, file);
      } catch (error) {
        const isHeld = error instanceof Error && 'code' in error && HELD.includes(String(error.code));
        if (!isHeld || left === 0) {
          await rm(incoming, { force: true });
          throw error;
        }
        await pause();
      }
    }
  };
}
