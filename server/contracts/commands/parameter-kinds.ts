import { z } from 'zod';
import { splitShellWords } from '#shared/shell-words.ts';

/*
 * What parameters can be. When a job is submitted they hold variables such as `{jobs}`, which are text there and are
 * replaced when a worker gets the task; the worker then checks them again.
 */

/** A text that must not be empty. */
export const requiredText = z.string('must be given, as text').min(1, 'must not be empty');

/** A list of arguments: absent means empty, and what is no text becomes one. */
export const argumentList = z
  .array(z.unknown(), 'must be a list')
  .nullish()
  .transform((items) => (items ?? []).map(asText));

/** Arguments that belong to an executable, written as on a command line. */
export const exeArgs = z
  .string('must be text')
  .nullish()
  .transform((text, context) => {
    try {
      return splitShellWords(text ?? '');
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

/** `/a`, `C:\a` or `\\server\a`; or it begins with a variable, which nobody knows the platform of yet. */
const ABSOLUTE = /^(\/|\\\\|[A-Za-z]:[\\/]|\{)/;

/** A path that is absolute on some platform. */
export const absolutePath = requiredText.regex(ABSOLUTE, 'must be an absolute path');

/** The way that values of a job are written on a command line or in a log. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
