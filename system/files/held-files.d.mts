/** How long to wait for a file that somebody holds, in milliseconds. */
export const FILE_PATIENCE: number;
/** The same for a folder with the work of hours in it, where nothing but a task waits. */
export const FOLDER_PATIENCE: number;
/** Whether what went wrong may go right in a moment, because another program holds the file. */
export function isWorthWaitingFor(
  platform: NodeJS.Platform,
  code: string | undefined,
  where?: { isRemoval?: boolean; isOnNetwork?: boolean },
): boolean;
/** The pauses between tries, in milliseconds: growing, and as long as `patience` together. */
export function pausesWithin(patience: number): number[];
