import { InstallError } from './install-error.ts';
import type { RunTool } from './system-tools.ts';

/** SYSTEM and the group of administrators, who have access to the folders of every account. */
const ALWAYS = ['S-1-5-18', 'S-1-5-32-544'];

/**
 * Keeps other accounts of the machine out of a folder and all that is created in it. Below `C:\`, everybody may
 * otherwise read the worker's secret, and put in programs that run as this account.
 * @param sid of the account; a name would not be found over SSH, or with an account of Microsoft
 * @throws InstallError
 */
export async function protectFolder(folder: string, sid: string, run: RunTool): Promise<void> {
  const grants = [sid, ...ALWAYS].map((each) => `*${each}:(OI)(CI)F`);
  const { ok, said } = await run('icacls', [folder, '/inheritance:r', '/grant:r', ...grants, '/Q']);
  if (!ok)
    throw new InstallError(
      `${folder} cannot be closed to the other accounts of this machine (${said}); choose a folder on a drive with NTFS: -Dir`,
    );
}
