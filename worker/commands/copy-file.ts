import { constants } from 'node:fs';
import { copyFile as copy, lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { copyFileCommand } from '#server/contracts/commands/copy-file.ts';
import { requiredText } from '#server/contracts/commands/parameter-kinds.ts';
import { makeDirectories } from '../make-directories.ts';
import { CommandFailed } from './command.ts';
import { withStorageAdvice } from './storage-advice.ts';
import type { CommandContext, WorkerCommand } from './command.ts';

/** Absolute on this worker's platform; the manager can only require a path that is absolute on some platform. */
const absolutePath = requiredText.refine((text) => path.isAbsolute(text), 'must be an absolute path');

/** Copies one file to a path where there is none yet, creating the directories that lead there. */
export const copyFile: WorkerCommand<{ src: string; dest: string }> = {
  ...copyFileCommand,
  parameters: copyFileCommand.parameters.extend({ src: absolutePath, dest: absolutePath }),
  async run(context, { src, dest }) {
    await context.log(`copy-file: copying ${src} to ${dest}`);
    const source = await stat(src).catch(() => undefined);
    if (source === undefined) throw await failure(context, `source ${src} ${withStorageAdvice('does not exist', src)}`);
    if (!source.isFile()) throw await failure(context, `source ${src} is not a regular file`);
    try {
      await makeDirectories(path.dirname(dest), 0o750);
      await copy(src, dest, constants.COPYFILE_EXCL);
    } catch (error) {
      throw await failure(context, await whyNotWritten(dest, error));
    }
    await context.log(`copy-file: copied ${src} to ${dest}`);
  },
};

async function whyNotWritten(dest: string, problem: unknown): Promise<string> {
  if (await lstat(dest).catch(() => undefined)) return `destination ${dest} exists already`;
  const inTheWay = await fileInTheWay(path.dirname(dest));
  return `${dest} could not be written: ${inTheWay === undefined ? withStorageAdvice(String(problem), dest) : `${inTheWay} is a file, not a folder`}`;
}

/** The file that is where a folder has to be, if that is what is wrong. */
async function fileInTheWay(folder: string): Promise<string | undefined> {
  const found = await stat(folder).catch(() => undefined);
  if (found !== undefined) return found.isDirectory() ? undefined : folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : fileInTheWay(parent);
}

/** Creates the failure, and writes it to the task's log. */
async function failure(context: CommandContext, reason: string): Promise<CommandFailed> {
  await context.log(`copy-file: ${reason}`);
  return new CommandFailed(`copy-file: ${reason}`);
}
