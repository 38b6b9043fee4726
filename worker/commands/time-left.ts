const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** `about 4 min left`: as precise as such a guess can be. */
export function timeLeft(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1_000);
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s left`;
  if (seconds < 90 * MINUTE) return `about ${Math.round(seconds / MINUTE)} min left`;
  const minutes = Math.round(seconds / MINUTE / 10) * 10;
  const rest = minutes % 60;
  if (seconds >= 48 * HOUR) return `about ${Math.round(seconds / HOUR / 24)} days left`;
  return `about ${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`} left`;
}
