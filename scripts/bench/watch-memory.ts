import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const EVERY_MS = 250;

export interface MemoryWatch {
  /** Resident memory in MB at its highest and now; undefined where it cannot be found out. */
  end(): Promise<{ peak: number; end: number } | undefined>;
}

/** Looks at a process's resident memory four times a second. Its children, such as the sandbox, are not counted. */
export function watchMemory(pid: number | undefined): MemoryWatch {
  let peak = 0;
  const look = async () => {
    const now = pid === undefined ? undefined : await residentMegabytes(pid);
    if (now !== undefined) peak = Math.max(peak, now);
    return now;
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  return {
    end: async () => {
      clearInterval(timer);
      const end = await look();
      return end === undefined ? undefined : { peak, end };
    },
  };
}

/** `ps` knows it on Linux and macOS; elsewhere nobody is asked. */
async function residentMegabytes(pid: number): Promise<number | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout.trim()) / 1024 || undefined;
  } catch {
    return undefined;
  }
}
