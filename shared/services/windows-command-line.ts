/**
 * Text that Windows' programs split into exactly these words (the rules of `CommandLineToArgvW`), for whatever takes a
 * command line as one text, like a scheduled task. It is not for `cmd.exe`, which has rules of its own.
 */
export function windowsCommandLine(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (/^[\w@+=:,./\\-]+$/.test(word)) return word;
  // Backslashes are ordinary characters, except in front of a quote, where each takes two.
  const escaped = word.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/\\+$/, '$&$&');
  return `"${escaped}"`;
}
