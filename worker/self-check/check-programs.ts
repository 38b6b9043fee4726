import { execa } from 'execa';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { CommandFailed } from '../commands/command.ts';
import { findFfmpeg } from '../commands/find-ffmpeg.ts';
import { type MachineCheckParts, ok, problem, warning } from './check.ts';
import { lookIntoBlender } from './look-into-blender.ts';

const PROGRAM_MILLISECONDS = 30_000;

/** Blender as tasks will run it, and the GPUs that it sees. */
export async function checkBlender(
  parts: MachineCheckParts,
  configured: string | undefined,
): Promise<WorkerCheckItem[]> {
  const exe = configured || 'blender';
  const found = await versionOf(exe, ['--version'], /^Blender (\S+(?: \w+)?)/m, parts);
  if ('version' in found) {
    const { gpus, has } = await lookIntoBlender(parts, exe);
    const blender = has && { version: found.version, ...has };
    return [{ ...ok('Blender', `${found.version} (${exe})`), ...(blender && { blender }) }, gpus];
  }
  const level = parts.taskTypes.includes('blender') ? problem : warning;
  const hint =
    configured === undefined
      ? 'Install Blender where the search path finds it, or set the variable "blender" on the manager.'
      : 'Install Blender there, or correct the variable "blender" of the manager for this platform.';
  return [level('Blender', `${exe} ${found.complaint}`, hint)];
}

/** FFmpeg as tasks will run it. */
export async function checkFfmpeg(parts: MachineCheckParts, configured: string | undefined): Promise<WorkerCheckItem> {
  const level = parts.taskTypes.includes('ffmpeg') ? problem : warning;
  const hint = 'Install FFmpeg, or set the variable "ffmpeg" of the manager to its full path on this platform.';
  try {
    const exe = await findFfmpeg(configured || 'ffmpeg', parts.environment);
    const found = await versionOf(exe, ['-version'], /^ffmpeg version (\S+)/m, parts);
    if ('version' in found) return ok('FFmpeg', `${found.version} (${exe})`);
    return level('FFmpeg', `${exe} ${found.complaint}`, hint);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return level('FFmpeg', 'was not found', hint);
  }
}

async function versionOf(
  exe: string,
  args: readonly string[],
  pattern: RegExp,
  { environment, signal }: MachineCheckParts,
): Promise<{ readonly version: string } | { readonly complaint: string }> {
  const run = await execa(exe, [...args], {
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: PROGRAM_MILLISECONDS,
    cancelSignal: signal,
    all: true,
  });
  const version = pattern.exec(run.all)?.[1];
  if (run.exitCode === 0 && version !== undefined) return { version };
  if (run.timedOut) return { complaint: `did not report its version within ${PROGRAM_MILLISECONDS / 1000} s` };
  if (run.code === 'ENOENT') return { complaint: 'was not found' };
  if (run.code === 'EACCES') return { complaint: 'may not be run by this account' };
  if (run.exitCode === 0) return { complaint: 'does not report its version: it is some other program' };
  return {
    complaint: `cannot be started: ${lastLine(run.all) || `exit code ${run.exitCode ?? run.signal ?? 'unknown'}`}`,
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}
