import { readdir, readFile } from 'node:fs/promises';

/**
 * Kills programs of a task that left their process groups, as daemons do. They are recognised by the task's folder for
 * temporary files in their environment. Linux only; elsewhere it does nothing.
 */
export async function killStrays(temporaryFolder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const mark = `\0TMPDIR=${temporaryFolder}\0`;
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    if (`\0${environment}\0`.includes(mark)) kill(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
