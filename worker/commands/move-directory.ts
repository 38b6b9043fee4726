import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { moveDirectoryCommand } from '#server/contracts/commands/move-directory.ts';
import { renameFirmly, type RenameOptions } from '#system/files/firmly.mjs';
import { FOLDER_PATIENCE } from '#system/files/held-files.mjs';
import { heldInWords } from '#system/files/held-in-words.ts';
import { CommandFailed } from './command.ts';
import type { CommandContext, WorkerCommand } from './command.ts';
import { refuseForeignShares } from './foreign-share.ts';
import { refuseRelativePaths } from './relative-path.ts';

/** Renames a directory. One that is in the way is renamed first: the time of its last change is added to its name. */
export const moveDirectory: WorkerCommand<{ src: string; dest: string }> = {
  ...moveDirectoryCommand,
  async run(context, { src, dest }) {
    refuseForeignShares('move-directory', [src, dest]);
    refuseRelativePaths('move-directory', { src, dest });
    const source = await stat(src).catch(() => undefined);
    if (source === undefined) throw new CommandFailed(`move-directory: source ${src} does not exist`);
    if (!source.isDirectory()) throw new CommandFailed(`move-directory: source ${src} is not a directory`);
    if (await exists(dest)) await move(context, dest, await backupName(dest));
    await move(context, src, dest);
  },
};

/** @throws CommandFailed if another program holds the folder, or something in it, for longer than a minute. */
export async function move(
  context: Pick<CommandContext, 'log' | 'signal'>,
  from: string,
  to: string,
  options?: RenameOptions,
): Promise<void> {
  await context.log(`move-directory: moving ${from} to ${to}`);
  const { signal } = context;
  const seconds = FOLDER_PATIENCE / 1_000;
  const onHeld = async () =>
    await context.log(`move-directory: ${from} is held by another program; trying again for up to ${seconds} s`);
  try {
    await renameFirmly(from, to, { patience: FOLDER_PATIENCE, signal, onHeld, ...options });
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    const words = heldInWords(code, options?.platform ?? process.platform) ?? String(error);
    throw new CommandFailed(`move-directory: ${from} could not be moved to ${to}: ${words}`, error);
  }
}

/**
 * `directory-2026-11-24_031500`, or with `-001`, `-002`, … if that is taken: one more than the highest number there.
 */
async function backupName(directory: string): Promise<string> {
  const clean = directory.replace(/[/\\]+$/, '') || directory;
  const { mtimeMs } = await stat(clean);
  const dated = `${clean}-${localTimestamp(new Date(Math.round(mtimeMs / 1_000) * 1_000))}`;
  if (!(await exists(dated))) return dated;
  const prefix = `${path.basename(dated)}-`;
  const numbers = (await readdir(path.dirname(dated)))
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((suffix) => /^\d+$/.test(suffix))
    .map(Number);
  return `${dated}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}

function localTimestamp(time: Date): string {
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}_${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
