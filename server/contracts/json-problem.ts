/** Deeper JSON is refused: no client nests settings more than a few levels, and what walks through it may recurse. */
export const MOST_LEVELS = 100;

/** What is wrong with a value, and where. */
export interface JsonProblem {
  readonly path: PropertyKey[];
  readonly message: string;
}

/**
 * What keeps a value from being stored as JSON; undefined if nothing does. It must be no larger than `most`, counted in
 * its own keys and in the characters of all keys and texts and numbers, no deeper than `MOST_LEVELS`, and without NUL,
 * which PostgreSQL does not store. `1e999` is more than a number can be, so it would silently become null.
 */
export function problemOfJson(
  value: Readonly<Record<string, unknown>>,
  most: { readonly keys: number; readonly characters: number },
): JsonProblem | undefined {
  let left = most.characters;
  const keys = Object.keys(value).length;
  if (keys > most.keys) return { path: [], message: `must have at most ${most.keys} keys, not ${keys}` };

  function problemIn(part: unknown, path: PropertyKey[]): JsonProblem | undefined {
    // Its quotes and comma, or its digits and word.
    left -= 4;
    if (left < 0) return tooLong();
    if (typeof part === 'string') return problemInText(part, path);
    if (typeof part === 'number' && !Number.isFinite(part)) return { path, message: 'must be a finite number' };
    if (typeof part !== 'object' || part === null) return undefined;
    if (path.length > MOST_LEVELS) return { path: [], message: `must not be nested deeper than ${MOST_LEVELS} levels` };
    for (const [key, item] of Object.entries(part)) {
      const at = [...path, Array.isArray(part) ? Number(key) : key];
      const problem = (Array.isArray(part) ? undefined : problemInText(key, at)) ?? problemIn(item, at);
      if (problem) return problem;
    }
    return undefined;
  }

  function problemInText(text: string, path: PropertyKey[]): JsonProblem | undefined {
    left -= text.length;
    if (left < 0) return tooLong();
    return text.includes('\0') ? { path, message: 'must not contain NUL characters' } : undefined;
  }

  function tooLong(): JsonProblem {
    return { path: [], message: `must have at most ${most.characters} characters in all` };
  }

  return problemIn(value, []);
}
