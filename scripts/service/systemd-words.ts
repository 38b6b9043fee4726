/**
 * A command line for `ExecStart=`: systemd unquotes words as C does, and then replaces `%` (specifiers) everywhere and
 * `$` (variables) in all words but the first.
 * @throws Error if the program's path cannot be written: systemd takes none with quotes or backslashes.
 */
export function systemdCommand([program = '', ...words]: readonly string[]): string {
  if (/["'\\]/.test(program))
    throw new Error(`systemd starts no program with quotes or backslashes in its path: ${program}`);
  return [systemdText(program), ...words.map((word) => systemdText(word).replaceAll('$', '$$$$'))].join(' ');
}

/** A text in quotes, for settings such as `Environment=` that only replace `%`. */
export function systemdText(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('%', '%%')}"`;
}
