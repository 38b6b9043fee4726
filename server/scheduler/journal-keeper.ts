import type { Farm } from '../farm/farm.ts';

/** A write-ahead file that is longer, in bytes, is worth a warning; the next one comes when it has doubled. */
const WORTH_A_WARNING_BYTES = 256 * 1024 * 1024;

/**
 * Rounds that keep the database's write-ahead file short. Where they cannot, because another program goes on reading
 * from it, they say so in the log, and again when it is over.
 */
export function journalKeeper({ database, logger }: Pick<Farm, 'database' | 'logger'>): () => Promise<void> {
  let warnAt = WORTH_A_WARNING_BYTES;
  return async () => {
    const bytes = await database.shortenJournal();
    const megabytes = Math.round(bytes / 1e6);
    if (bytes >= warnAt) {
      warnAt = 2 * bytes;
      logger.warn(
        { megabytes },
        `the database's write-ahead file has grown to ${megabytes} MB, because another program has been reading the database for a long time. Look for a backup that hangs, or an SQLite shell inside a transaction; the file shrinks when that program is done`,
      );
    } else if (bytes < WORTH_A_WARNING_BYTES && warnAt > WORTH_A_WARNING_BYTES) {
      warnAt = WORTH_A_WARNING_BYTES;
      logger.info({ megabytes }, "the database's write-ahead file is short again");
    }
  };
}
