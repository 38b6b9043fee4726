const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['min', 60],
] as const;

/**
 * How long ago, in words: "just now", "12 s ago", "3 min ago", "2 days ago". A time in the future reads "just now",
 * because clocks differ.
 */
export function formatAgo(iso: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(iso)) / 1000);
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count > 1 && unit !== 'min' ? 's' : ''} ago`;
  }
  return 'just now';
}

/** A duration, from milliseconds: "340 ms", "12.4 s", "3 min 05 s", "2 h 14 min", "3 d 04 h". */
export function formatDuration(ms: number): string {
  if (ms < 0 || !Number.isFinite(ms)) return '0 s';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds)} s`;
  const whole = Math.floor(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
  return `${Math.floor(whole / 86_400)} d ${pad(Math.floor((whole % 86_400) / 3600))} h`;
}

/** Bytes in binary units: "812 B", "14.2 KiB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power] ?? ''}`;
}

/** 12345 → "12,345". */
export function formatCount(count: number): string {
  return NUMBERS.format(count);
}

/** Date and time to the second, in the reader's time zone. */
export function formatTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? 'unknown' : TIMES.format(time);
}

/** "1 job", "2 jobs". */
export function formatNoun(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const NUMBERS = new Intl.NumberFormat('en-US');
const TIMES = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const pad = (value: number) => String(value).padStart(2, '0');
