import { aptInstall, aptWithoutPassword } from './apt-install.ts';
import { installHint } from './install-hint.ts';
import { isThere } from './is-there.ts';
import type { Program } from './programs.ts';

/**
 * Makes sure that programs can be called: installs missing ones if apt can do so without a password. @param tell gets a
 * line before something slow is done @throws Error naming what is missing and the command that installs it
 */
export async function ensurePrograms(
  programs: Program[],
  tell: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const missing = programs.filter((program) => !isThere(program));
  if (missing.length === 0) return;
  const names = missing.map((program) => program.name).join(', ');
  const apt = aptWithoutPassword();
  if (!apt) throw new Error(`${names} not found. To install:\n\n${installHint(missing)}\n`);
  tell(`installing ${names} with apt`);
  await aptInstall(
    apt,
    missing.flatMap((program) => program.apt),
    signal,
  );
  const still = missing.filter((program) => !isThere(program));
  if (still.length > 0)
    throw new Error(
      `apt installed the packages, but ${still.map((program) => program.command).join(', ')} cannot be called.`,
    );
}
