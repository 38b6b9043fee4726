import { splitShellWords } from './shell-words.ts';
import { splitWindowsWords } from './windows-words.ts';

/**
 * Splits a line of arguments into words by the rules of a platform, named as in {@link platformName}.
 * @throws Error naming the problem, for example a quote that is not closed.
 */
export function splitArguments(text: string, platform: string): string[] {
  return platform === 'windows' ? splitWindowsWords(text) : splitShellWords(text);
}

/**
 * The words of a line of arguments that are bound for a platform that is not known yet: a shell's, or those of Windows
 * if a shell could not read it.
 * @throws Error if no platform could read it.
 */
export function splitPortableArguments(text: string): string[] {
  try {
    return splitShellWords(text);
  } catch (error) {
    try {
      return splitWindowsWords(text);
    } catch {
      throw error;
    }
  }
}
