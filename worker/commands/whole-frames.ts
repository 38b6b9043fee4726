import { rm } from 'node:fs/promises';
import { CommandFailed } from './command.ts';
import type { CommandContext } from './command.ts';
import { imageIsCutOff } from './image-is-cut-off.ts';

/**
 * Blender says "saved" and ends well also when the disk was full and the file is empty.
 *
 * @throws CommandFailed that names the first such file; it is removed, or the next run would skip it.
 */
export async function checkSavedFrames(files: readonly string[]): Promise<void> {
  const cutOff: string[] = [];
  for (const file of new Set(files)) if (await imageIsCutOff(file)) cutOff.push(file);
  const [first] = cutOff;
  if (first === undefined) return;
  for (const file of cutOff) await rm(file, { force: true }).catch(() => undefined);
  const others = cutOff.length === 1 ? '' : ` (and ${cutOff.length - 1} more)`;
  throw new CommandFailed(
    `blender-render: Blender said that it saved ${first}${others}, but the file was empty or cut off and was removed; ` +
      `check the free space of that disk`,
  );
}

/**
 * A run that was killed while it wrote a frame leaves a part of it, which Blender then takes for a finished frame.
 * Returns how many such files were removed.
 *
 * @throws CommandFailed when one cannot be removed.
 */
export async function removeCutOffFrames(context: CommandContext, files: readonly string[]): Promise<number> {
  let removed = 0;
  for (const file of files) {
    if (!(await imageIsCutOff(file))) continue;
    await rm(file, { force: true }).catch((error: unknown) => {
      throw new CommandFailed(
        `blender-render: ${file} is empty or cut off and could not be removed; remove it and requeue`,
        error,
      );
    });
    await context.log(`blender-render: removed ${file}, whose writing was interrupted; it is rendered anew`);
    removed++;
  }
  return removed;
}
