import type { FoundProgram } from '#system/programs/find-program.ts';
import { runBriefly } from '#system/programs/run-briefly.ts';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { ProcessNotStarted } from '../process/process-not-started.ts';
import { programToRun } from '../process/program-to-run.ts';
import { type MachineCheckParts, ok, problem, warning } from './check.ts';
import { lookIntoBlender } from './look-into-blender.ts';

const PROGRAM_MILLISECONDS = 30_000;

/** What tasks run, and how it says its version. */
interface Wanted {
  readonly name: 'Blender' | 'FFmpeg';
  readonly variable: string;
  readonly taskType: string;
  readonly argument: string;
  readonly version: RegExp;
}

const BLENDER: Wanted = {
  name: 'Blender',
  variable: 'blender',
  taskType: 'blender',
  argument: '--version',
  version: /^Blender (\S+(?: \w+)?)/m,
};
const FFMPEG: Wanted = {
  name: 'FFmpeg',
  variable: 'ffmpeg',
  taskType: 'ffmpeg',
  argument: '-version',
  version: /^ffmpeg version (\S+)/m,
};

/** Blender as tasks will run it, and the GPUs that it sees. */
export async function checkBlender(
  parts: MachineCheckParts,
  configured: string | undefined,
): Promise<WorkerCheckItem[]> {
  const found = await check(BLENDER, parts, configured);
  if (found.file === undefined) return [found.item];
  const { gpus, has } = await lookIntoBlender(parts, found.file);
  const blender = has && { version: found.version, ...has };
  return [{ ...found.item, ...(blender && { blender }) }, gpus];
}

/** FFmpeg as tasks will run it. */
export async function checkFfmpeg(parts: MachineCheckParts, configured: string | undefined): Promise<WorkerCheckItem> {
  return (await check(FFMPEG, parts, configured)).item;
}

type Checked =
  | { readonly item: WorkerCheckItem; readonly file: string; readonly version: string }
  | { readonly item: WorkerCheckItem; readonly file?: undefined };

async function check(wanted: Wanted, parts: MachineCheckParts, configured: string | undefined): Promise<Checked> {
  const { name, variable, taskType } = wanted;
  const level = parts.taskTypes.includes(taskType) ? problem : warning;
  const exe = configured || variable;
  const again = `install ${name} again, or set the variable "${variable}" of the manager to the full path of another one on this platform`;
  const program = await programToRun(exe, parts.environment).catch((error: unknown) => {
    if (error instanceof ProcessNotStarted) return error;
    throw error;
  });
  if (program instanceof ProcessNotStarted) {
    const { problem: what, remedy } = program.explanation;
    return { item: level(name, `${exe} ${what}`, sentence(remedy ?? again)) };
  }
  const answer = await versionOf(program, wanted, parts);
  if ('version' in answer) {
    const why = program.why === '' ? '' : `, ${program.why}`;
    return { item: ok(name, `${answer.version} (${program.file}${why})`), ...answer, file: program.file };
  }
  return { item: level(name, `${program.file} ${answer.complaint}`, sentence(again)) };
}

async function versionOf(
  { file }: FoundProgram,
  { argument, version: pattern }: Wanted,
  { environment, signal }: MachineCheckParts,
): Promise<{ readonly version: string } | { readonly complaint: string }> {
  const run = await runBriefly(file, [argument], { environment, limitMs: PROGRAM_MILLISECONDS, signal });
  if (run.kind === 'too-slow')
    return { complaint: `did not report its version within ${PROGRAM_MILLISECONDS / 1000} s` };
  if (run.kind === 'failed') return { complaint: `cannot be started: ${lastLine(run.output) || run.reason}` };
  const version = pattern.exec(run.output)?.[1];
  if (version === undefined) return { complaint: 'does not report its version: it is some other program' };
  return { version };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
