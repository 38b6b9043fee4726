import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { systemProgram } from '../programs/system-program.ts';

/** A program of Windows by its full path, so that no other one of its name is run. */
export interface SystemCommand {
  readonly program: string;
  readonly args: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;
/** What runs one and gives what it prints. */
type Run = (command: SystemCommand) => Promise<string>;

/** Windows itself and its administrators, who may read everything anyway. */
const ALWAYS_ALLOWED = ['S-1-5-18', 'S-1-5-32-544'];

/**
 * On Windows, where the mode of a file means nothing, lets nobody but this account and administrators read a file or
 * folder. Elsewhere, files are created with a mode that does. Resolves to false if Windows did not do it; then whoever
 * may read the folder around it may read it, too.
 */
export async function keepPrivate(
  place: string,
  kind: 'file' | 'folder',
  {
    platform = process.platform,
    environment = process.env,
    run = runHidden,
  }: { platform?: NodeJS.Platform; environment?: Environment; run?: Run } = {},
): Promise<boolean> {
  if (platform !== 'win32') return true;
  try {
    const account = accountIn(await run(askForAccount(environment)));
    // Without an account to name, nobody could read it any more.
    if (account === undefined) return false;
    await run(allowOnly(place, kind, account, environment));
    return true;
  } catch {
    return false;
  }
}

/** Accounts have names in many languages and domains; their number is always right. */
export function askForAccount(environment: Environment): SystemCommand {
  return { program: systemProgram('whoami.exe', environment), args: ['/user', '/fo', 'csv', '/nh'] };
}

/** `"FARM\ann","S-1-5-21-1-2-3-1001"` */
export function accountIn(answer: string): string | undefined {
  return /"(S-1-[\d-]+)"\s*$/.exec(answer)?.[1];
}

/** What a folder allows holds for what is in it, too. */
export function allowOnly(
  place: string,
  kind: 'file' | 'folder',
  account: string,
  environment: Environment,
): SystemCommand {
  const rights = kind === 'folder' ? '(OI)(CI)F' : 'F';
  const accounts = new Set([account, ...ALWAYS_ALLOWED]);
  return {
    program: systemProgram('icacls.exe', environment),
    args: [place, '/inheritance:r', '/grant:r', ...[...accounts].map((each) => `*${each}:${rights}`), '/q'],
  };
}

const runHidden: Run = async ({ program, args }) => {
  const { stdout } = await promisify(execFile)(program, args, { windowsHide: true, timeout: 10_000 });
  return stdout;
};
