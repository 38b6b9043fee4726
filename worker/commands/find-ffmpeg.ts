import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { architectureName, platformName } from '#shared/platform-name.ts';
import { CommandFailed } from './command.ts';

const CHECK_MILLISECONDS = 5_000;
const TOOLS = fileURLToPath(new URL('../../tools', import.meta.url));

/**
 * The FFmpeg to run: a path is used as it is; plain `ffmpeg` is looked for in the folder `tools` beside `worker`, then
 * on the search path, and must respond to `-version`.
 *
 * @throws CommandFailed if there is none that works.
 */
export async function findFfmpeg(
  exe: string,
  environment: Readonly<Record<string, string>>,
  tools = TOOLS,
): Promise<string> {
  if (exe !== 'ffmpeg' && exe !== 'ffmpeg.exe') return exe;
  const found = (await firstExisting(candidates(tools))) ?? exe;
  const check = await execa(found, ['-version'], {
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: CHECK_MILLISECONDS,
  });
  if (check.exitCode === 0) return found;
  throw new CommandFailed(
    `frames-to-video: FFmpeg was not found on this worker (tried "${found} -version"): install it, ` +
      `or set the variable "ffmpeg" in the manager's configuration to its full path on this platform`,
  );
}

function candidates(tools: string): string[] {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const names = [`ffmpeg-${platformName()}-${architectureName()}`, `ffmpeg-${platformName()}`, 'ffmpeg'];
  return names.map((name) => path.join(tools, name + suffix));
}

async function firstExisting(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
