/** Shorter ones are words that a log is full of: to hide them everywhere would tell what they are. */
const SHORTEST = 8;
const HIDDEN = '[hidden]';

/**
 * A line of JSON in which none of these texts is left, wherever they came from: an error's message, a program's output.
 */
export function withoutTexts(line: string, texts: readonly string[]): string {
  return texts
    .filter((text) => text.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, text) => rest.replaceAll(text, HIDDEN).replaceAll(JSON.stringify(text).slice(1, -1), HIDDEN), line);
}
