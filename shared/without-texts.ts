/** Shorter texts are words that a log is full of: hiding them everywhere would give them away. */
const SHORTEST = 8;
const HIDDEN = '[hidden]';

/**
 * A line of JSON with all of these texts hidden, no matter where they came from: an error's message, a program's
 * output.
 */
export function withoutTexts(line: string, texts: readonly string[]): string {
  return texts
    .filter((text) => text.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, text) => rest.replaceAll(text, HIDDEN).replaceAll(JSON.stringify(text).slice(1, -1), HIDDEN), line);
}
