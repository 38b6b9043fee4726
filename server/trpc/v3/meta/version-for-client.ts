/** Flamenco add-ons that this manager serves just as their own manager does. */
const FIRST_MINOR = 6;
const LAST_MINOR = 9;

/**
 * The version that a client compares its own with. The Flamenco add-on wants an equal text, else it refuses to submit
 * until the artist presses "Force Submit"; one that we are compatible with (3.6 to 3.9) gets its own version back. It
 * names itself as `Flamenco/3.9-beta1 (Blender add-on)`.
 */
export function versionForClient(ours: string, userAgent: string): string {
  const addOn = /^Flamenco\/(3\.(\d+)\S*) \(Blender add-on\)/.exec(userAgent);
  const minor = Number(addOn?.[2]);
  return addOn?.[1] !== undefined && minor >= FIRST_MINOR && minor <= LAST_MINOR ? addOn[1] : ours;
}
