// Taken before any script runs: a script that replaces JSON.stringify only fools itself.
const { parse, stringify } = JSON;

/**
 * A deep copy by way of JSON: without functions and undefined. `what` names the value in errors.
 * Throws for numbers that JSON cannot hold, because they would reach the worker as null.
 */
export function copyAsJson<T>(value: T, what: string): T {
  const text = stringify(value, (key: string, inner: unknown) => {
    if (typeof inner === 'number' && !Number.isFinite(inner))
      throw new TypeError(`${what}: "${key}" is ${inner}, which is not a usable number`);
    return inner;
  });
  return parse(text) as T;
}

export const parseJson = parse;
export const writeJson: (value: unknown) => string = stringify;
