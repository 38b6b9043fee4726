import { knownProgram } from '#system/programs/known-programs.ts';
import { runBriefly } from '#system/programs/run-briefly.ts';
import { ProcessNotStarted } from '../process/process-not-started.ts';
import { programToRun } from '../process/program-to-run.ts';
import { CommandFailed } from './command.ts';

/** A virus scanner reads it first, which takes a while. */
const CHECK_MILLISECONDS = 30_000;

/**
 * The FFmpeg to run: a path is used as it is, and so is a name of somebody's own, such as that of a wrapper; plain
 * `ffmpeg` is looked for, and must respond to `-version`.
 *
 * @throws CommandFailed if there is none that works.
 */
export async function findFfmpeg(
  exe: string,
  environment: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<string> {
  const { file, by } = await programToRun(exe, environment).catch((error: unknown) => {
    throw error instanceof ProcessNotStarted ? new CommandFailed(`frames-to-video: ${error.message}`, error) : error;
  });
  if (by === 'path' || knownProgram(process.platform, exe) === undefined) return file;
  const run = await runBriefly(file, ['-version'], { environment, limitMs: CHECK_MILLISECONDS, signal });
  if (run.kind === 'ended') return file;
  const reason = run.kind === 'failed' ? run.reason : 'it does not answer';
  throw new CommandFailed(
    `frames-to-video: ${file} does not work ("-version" was tried): ${reason}; install FFmpeg again, ` +
      `or set the variable "ffmpeg" in the manager's configuration to the full path of another one on this platform`,
  );
}
