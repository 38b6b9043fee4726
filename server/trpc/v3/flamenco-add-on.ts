/**
 * The version of the Flamenco add-on that sent this User-Agent, such as `3.9-beta1`; undefined for every other client.
 * It says `Flamenco/3.9-beta1 (Blender add-on)`.
 */
export function flamencoAddOnVersion(userAgent: string): string | undefined {
  return /^Flamenco\/(\d+\.\d+\S*) \(Blender add-on\)/.exec(userAgent)?.[1];
}
