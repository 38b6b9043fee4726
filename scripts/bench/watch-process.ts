import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const EVERY_MS = 250;
/** Linux uses this value on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface ProcessWatch {
  /** Resident memory in MB, at its highest and now; undefined where this cannot be found out. */
  memory(): Promise<{ readonly peak: number; readonly end: number } | undefined>;
  /** Seconds of processor time since the process started; undefined where this cannot be found out. */
  processorSeconds(): Promise<number | undefined>;
  end(): void;
}

/** Watches a process's resident memory, four times a second. Its children, such as the sandbox, are not counted. */
export function watchProcess(pid: number | undefined): ProcessWatch {
  let peak = 0;
  const look = async () => {
    const now = pid === undefined ? undefined : await residentMegabytes(pid);
    if (now !== undefined) peak = Math.max(peak, now);
    return now;
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  return {
    memory: async () => {
      const end = await look();
      return end === undefined ? undefined : { peak, end };
    },
    processorSeconds: async () => (pid === undefined ? undefined : processorSeconds(pid)),
    end: () => clearInterval(timer),
  };
}

/** `ps` knows it on Linux and macOS; elsewhere it stays unknown. */
async function residentMegabytes(pid: number): Promise<number | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout.trim()) / 1024 || undefined;
  } catch {
    return undefined;
  }
}

/** Linux only: fields 14 and 15, counted from the end of the program's name, because that may contain spaces. */
async function processorSeconds(pid: number): Promise<number | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}
