import { z } from 'zod';
import { pathMistake } from '#shared/path-mistake.ts';

/** The schema of the path of a file or folder on the manager's computer; it may be relative, or empty. */
export const pathKind = pathKindOn(process.platform);

/** The same for another platform than the one that this runs on. */
export function pathKindOn(platform: NodeJS.Platform) {
  return z.string().superRefine((path, context) => {
    const message = pathMistake(path.trim(), platform);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
}

/**
 * The schema of a variable's value: a text. One that begins like a path is refused if it has control characters, as
 * `"C:\tools"` has in double quotes.
 */
export const variableValueKind = z.string().superRefine((value, context) => {
  // Values are for all platforms, and `S:` is a usual one of a two-way variable.
  const message = /^\s*([a-z]:|[\\/])/i.test(value) ? pathMistake(value.trim(), 'linux') : undefined;
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
