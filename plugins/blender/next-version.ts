const BEGINNING = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

/**
 * The version of an add-on whose files this manager has not seen before: the product's major and minor version, and the
 * minutes since 2026 at `now`, which is in milliseconds since 1970. It is always above the previous one, so Blender
 * offers the update whatever the clock says.
 */
export function nextVersion(line: readonly [number, number], now: number, previous?: string): string {
  const fresh = [...line, Math.max(0, Math.floor((now - BEGINNING) / MINUTE))];
  if (previous === undefined) return fresh.join('.');
  const [major = 0, minor = 0, patch = 0] = previous.split('.').map(Number);
  const least = [major, minor, patch + 1];
  return (isBelow(fresh, least) ? least : fresh).join('.');
}

function isBelow(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && Number(one[at]) < Number(other[at]);
}
