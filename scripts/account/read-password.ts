import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { FarmError } from '#server/domain/errors.ts';

/** The password in a file, or in standard input if that is `-`: the only line of it. @throws FarmError */
export async function readPassword(file: string): Promise<string> {
  const lines = (await contentOf(file)).replace(/\r?\n$/, '');
  if (/[\r\n]/.test(lines)) {
    throw new FarmError('bad-request', { message: '--password-file: has more than one line; a password is one line' });
  }
  if (lines === '') throw new FarmError('bad-request', { message: '--password-file: is empty' });
  return lines;
}

async function contentOf(file: string): Promise<string> {
  if (file === '-') {
    if (process.stdin.isTTY) process.stderr.write('Password, then Enter and Ctrl+D (it is shown as you type it):\n');
    return text(process.stdin);
  }
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? `there is no ${file}` : `${file} cannot be read (${code})`;
    throw new FarmError('unusable', { message: `--password-file: ${what}`, cause: error });
  }
}
