/** Who is asking, on Windows. */
export interface WindowsAccount {
  /** The security identifier, which is the same over SSH and for accounts of Microsoft. */
  readonly sid: string;
  /** Whether this process has the rights of an administrator, and not only its account. */
  readonly isAdmin: boolean;
}

/** Levels of trust of a process: high (elevated) and SYSTEM. Their names depend on the language of Windows. */
const ELEVATED = ['S-1-16-12288', 'S-1-16-16384'];

/**
 * Reads who is asking.
 * @param user output of `whoami /user /fo csv /nh`
 * @param groups output of `whoami /groups /fo csv /nh`
 * @returns undefined if the output is not of that kind
 */
export function readWindowsAccount(user: string, groups: string): WindowsAccount | undefined {
  const sid = /"(S-1-[\d-]+)"\s*$/.exec(user)?.[1];
  return sid === undefined ? undefined : { sid, isAdmin: ELEVATED.some((level) => groups.includes(`"${level}"`)) };
}
