import path from 'node:path';

/**
 * Full path of a program that comes with Windows, so that neither the search path nor the current folder decides what
 * runs.
 *
 * @param name below `System32`, such as `taskkill.exe`.
 */
export function systemProgram(
  name: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  return path.win32.join(environment['SystemRoot'] || String.raw`C:\Windows`, 'System32', name);
}

/**
 * A call of Windows PowerShell, which every Windows has, without a window and without the user's profile.
 *
 * @param script has no double quotes in it, which would have to survive two parsers.
 */
export function powershell(
  script: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): readonly [program: string, args: readonly string[]] {
  const program = systemProgram(String.raw`WindowsPowerShell\v1.0\powershell.exe`, environment);
  return [program, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script]];
}
