import { removeFirmly } from '#system/files/firmly.mjs';
import { CommandFailed } from './command.ts';
import type { CommandContext } from './command.ts';
import { imageIsCutOff } from './image-is-cut-off.ts';

/**
 * Checks the frames that Blender wrote: it says "saved" and ends well even if the disk was full and the file is empty.
 *
 * @throws CommandFailed naming the first damaged file. All of them are removed, or the next run would skip them. What
 *   is not a regular file is left alone.
 */
export async function checkSavedFrames(files: readonly string[], signal: AbortSignal): Promise<void> {
  const cutOff: string[] = [];
  for (const file of new Set(files)) if (await imageIsCutOff(file, signal)) cutOff.push(file);
  const [first] = cutOff;
  if (first === undefined) return;
  for (const file of cutOff) await removeFirmly(file, { signal }).catch(() => undefined);
  const others = cutOff.length === 1 ? '' : ` (and ${cutOff.length - 1} more)`;
  throw new CommandFailed(
    `blender-render: Blender said that it saved ${first}${others}, but the file was empty or cut off and was removed; ` +
      `check the free space on that disk`,
  );
}

/**
 * Removes incomplete frames: a run that was killed while writing a frame leaves part of it, which Blender then takes
 * for a finished frame. Returns how many files were removed.
 *
 * @throws CommandFailed if one cannot be removed.
 */
export async function removeCutOffFrames(context: CommandContext, files: readonly string[]): Promise<number> {
  let removed = 0;
  for (const file of files) {
    if (!(await imageIsCutOff(file, context.signal))) continue;
    await removeFirmly(file, { signal: context.signal }).catch((error: unknown) => {
      context.signal.throwIfAborted();
      throw new CommandFailed(
        `blender-render: ${file} is empty or cut off and could not be removed; remove it and requeue`,
        error,
      );
    });
    await context.log(`blender-render: removed ${file}, whose writing was interrupted; it will be rendered again`);
    removed++;
  }
  return removed;
}
