import { FarmError } from '../domain/errors.ts';

/** The codes for a full disk from SQLite, PostgreSQL and the file system. */
const NO_ROOM = new Set(['SQLITE_FULL', '53100', 'ENOSPC', 'EDQUOT']);

/** The codes for a PostgreSQL that is not there, is starting or stopping, or accepts no more connections. */
const NOT_REACHED = /^(ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[1-5]|53300)$/;

/**
 * Turns storage failures that pass by themselves, or that a person can fix, into `busy`, which tells the caller to try
 * again. Other errors are returned as they are.
 */
export function storageError(error: unknown): unknown {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined;
  if (typeof code !== 'string') return error;
  if (NO_ROOM.has(code)) {
    return new FarmError('busy', {
      message: `the disk of the manager is full (${code})`,
      userMessage: 'The disk of the manager is full, so nothing was stored. Free some space on it and try again.',
      details: { code },
      cause: error,
    });
  }
  if (NOT_REACHED.test(code)) {
    return new FarmError('busy', {
      message: `the database cannot be reached (${code})`,
      userMessage: "The manager's database cannot be reached, so nothing was stored. Try again in a moment.",
      details: { code },
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new FarmError('busy', {
      message: `another program holds the database (${code})`,
      userMessage: "Another program holds the manager's database, so nothing was stored. Try again in a moment.",
      details: { code },
      cause: error,
    });
  }
  return error;
}
