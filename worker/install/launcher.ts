import path from 'node:path';
import { RESTART_CODE } from '#system/supervision/restart-rule.ts';

interface Launched {
  readonly dir: string;
  readonly node: string;
  /** The folder of the version. */
  readonly version: string;
  readonly managerUrl: string;
}

/**
 * `flamenco-worker.cmd`, which runs the worker in the window that it is called in.
 * @param paths those of Windows; specs on other systems hand them in
 */
export function launcherText({ dir, node, version, managerUrl }: Launched, paths: path.PlatformPath = path): string {
  /** Below the folder of the file itself, which `cmd.exe` knows whatever characters it has. */
  const place = (full: string): string => {
    const relative = paths.relative(dir, full);
    const isBelow = relative !== '' && !relative.startsWith('..') && !paths.isAbsolute(relative);
    return isBelow ? `%~dp0${percents(relative)}` : percents(full);
  };
  const lines = [
    '@echo off',
    `rem Runs the worker of ${percents(managerUrl)} in this window; written by join.ps1.`,
    'chcp 65001 >nul',
    'setlocal',
    'set "secret="',
    String.raw`if exist "%~dp0home\registration-secret" set secret=--registration-secret-file "%~dp0home\registration-secret"`,
    ':start',
    `"${place(node)}" "${place(paths.join(version, 'worker', 'main.ts'))}" --home "%~dp0home" --restart-exit-code ${RESTART_CODE} %secret% %*`,
    `if %errorlevel% equ ${RESTART_CODE} goto start`,
    'exit /b %errorlevel%',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function percents(text: string): string {
  return text.replaceAll('%', '%%');
}
