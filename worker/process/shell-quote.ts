/**
 * Text that a shell reads as exactly these words, for people to paste when they run a task's program by hand: a POSIX
 * shell, or the command prompt of Windows. PowerShell needs `& ` in front of a program in quotes.
 */
export function shellQuote(words: readonly string[], platform: NodeJS.Platform): string {
  return words.map(platform === 'win32' ? quoteForPrompt : quoteForPosix).join(' ');
}

function quoteForPosix(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Programs take words apart at spaces outside of quotes, where `\"` is a quote, and backslashes count only before
 * quotes. The command prompt knows nothing of `\"`: to it, each quote begins or ends what is quoted. So a word with
 * quotes has a caret before each character that would mean something to the prompt.
 */
function quoteForPrompt(word: string): string {
  if (/^[\w+:./\\-]+$/.test(word)) return word;
  const quoted = `"${word.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/\\+$/, '$&$&')}"`;
  return word.includes('"') ? quoted.replaceAll(/[()%!^"<>&|]/g, '^$&') : quoted;
}
