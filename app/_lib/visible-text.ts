/**
 * Characters that nobody sees, though they change how a text looks: control characters, those that turn the direction
 * of what follows (`gpj.exe` then reads `exe.jpg`), and blanks without width. What joins letters and emoji is not among
 * them.
 */
// oxlint-disable-next-line no-control-regex -- they are what it is about
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A text that somebody made up, with `‹U+202E›` in the place of each character that nobody would see. */
export function visibleText(text: string): string {
  return text.replaceAll(UNSEEN, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `‹U+${code}›`;
  });
}
