/** What a line of Blender's output says about the frames. */
export type BlenderEvent =
  | { readonly kind: 'saved'; readonly file: string }
  /** The file is undefined if the line does not name it. */
  | { readonly kind: 'skipped'; readonly file?: string }
  | { readonly kind: 'rendered' | 'appended' };

/**
 * A marker counts at the start of a line (Blender up to 4.5, where the time has a space before it) or after a log
 * prefix that ends in `render | ` (from 5.0 on).
 */
const PREFIX = String.raw`^(?:\s*|.*\brender\s+\|\s+)`;
const SAVED = new RegExp(`${PREFIX}Saved: '(.*)'`);
const RENDERED = new RegExp(`${PREFIX}Time: [\\d:.]+`);
const SKIPPED = new RegExp(`${PREFIX}[Ss]kipping existing frame(?: "(.*)")?`);
/** Rendering straight into a movie file. */
const APPENDED = new RegExp(`${PREFIX}Append frame \\d+`);

/** Undefined for a line without a marker. */
export function readBlenderLine(line: string): BlenderEvent | undefined {
  const saved = SAVED.exec(line)?.[1];
  if (saved !== undefined) return { kind: 'saved', file: saved };
  if (RENDERED.test(line)) return { kind: 'rendered' };
  const skipped = SKIPPED.exec(line);
  if (skipped !== null) return { kind: 'skipped', ...(skipped[1] === undefined ? {} : { file: skipped[1] }) };
  return APPENDED.test(line) ? { kind: 'appended' } : undefined;
}
