import { z } from 'zod';
import { splitArguments, splitPortableArguments } from '#shared/argument-words.ts';
import { messageOf } from '#shared/message-of.ts';

/*
 * The kinds of parameters. When a job is submitted, parameters may contain variables such as `{jobs}`. They are still
 * text then and are replaced when a worker gets the task; the worker checks the parameters again.
 */

/** A text that must not be empty. */
export const requiredText = z.string('must be given, as text').min(1, 'must not be empty');

/** A list of arguments. Absent means empty, and items that are not text become text. */
export const argumentList = z
  .array(z.unknown(), 'must be a list')
  .nullish()
  .transform((items) => (items ?? []).map(asText));

/** Arguments for an executable, written as on a command line. Refused if no platform could read them. */
export const exeArgs = argumentLine(splitPortableArguments);

/** The same, as a worker on this platform reads them: `linux`, `windows`, … */
export function exeArgsOn(platform: string) {
  return argumentLine((text) => splitArguments(text, platform));
}

function argumentLine(split: (text: string) => string[]) {
  return z
    .string('must be text')
    .nullish()
    .transform((text, context) => {
      try {
        return split(text ?? '');
      } catch (error) {
        context.addIssue({ code: 'custom', message: messageOf(error) });
        return z.NEVER;
      }
    });
}

/**
 * `/a`, `C:\a` or `\\server\a`, or a variable at the beginning, whose value depends on a platform that is not known
 * yet.
 */
const ABSOLUTE = /^(\/|\\\\|[A-Za-z]:[\\/]|\{)/;

/** A path that is absolute on some platform. */
export const absolutePath = requiredText.regex(ABSOLUTE, 'must be an absolute path');

/** A job's value as text, for a command line or a log. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
