/** The pieces of a layout, longer ones first where one begins like another. */
const PIECES =
  /January|Monday|2006|-07:00|-0700|Z07:00|Z0700|Jan|Mon|MST|002|[.,](?:0+|9+)(?!\d)|01|02|03|04|05|06|_2|15|-07|PM|pm|1|2|3|4|5/g;

/**
 * Writes a moment, in the zone of this process, by a layout of the Go language: the reference time
 * `Mon Jan 2 15:04:05 MST 2006` as it should look. What is none of its pieces stays as it is.
 */
export function formatByLayout(time: Date, layout: string): string {
  return layout.replace(PIECES, (piece) => pieceOf(time, piece));
}

function pieceOf(time: Date, piece: string): string {
  if (/^[.,]/.test(piece)) return fraction(time, piece);
  if (piece.includes('07')) return offset(time, piece);
  const hour12 = time.getHours() % 12 || 12;
  const pieces: Record<string, () => string> = {
    January: () => nameOf(time, { month: 'long' }),
    Jan: () => nameOf(time, { month: 'short' }),
    Monday: () => nameOf(time, { weekday: 'long' }),
    Mon: () => nameOf(time, { weekday: 'short' }),
    MST: () => zoneName(time),
    2006: () => digits(time.getFullYear(), 4),
    '06': () => digits(time.getFullYear() % 100, 2),
    '01': () => digits(time.getMonth() + 1, 2),
    1: () => `${time.getMonth() + 1}`,
    '002': () => digits(dayOfYear(time), 3),
    '02': () => digits(time.getDate(), 2),
    _2: () => `${time.getDate()}`.padStart(2),
    2: () => `${time.getDate()}`,
    15: () => digits(time.getHours(), 2),
    '03': () => digits(hour12, 2),
    3: () => `${hour12}`,
    '04': () => digits(time.getMinutes(), 2),
    4: () => `${time.getMinutes()}`,
    '05': () => digits(time.getSeconds(), 2),
    5: () => `${time.getSeconds()}`,
    PM: () => (time.getHours() < 12 ? 'AM' : 'PM'),
    pm: () => (time.getHours() < 12 ? 'am' : 'pm'),
  };
  return pieces[piece]?.() ?? piece;
}

/** The day of the year, from 1. */
export function dayOfYear(time: Date): number {
  const day = Date.UTC(time.getFullYear(), time.getMonth(), time.getDate());
  return (day - Date.UTC(time.getFullYear(), 0, 1)) / 86_400_000 + 1;
}

/** The English name of a part of the moment, such as its month. */
export function nameOf(time: Date, part: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', part).format(time);
}

/** `.000` shows zeros at the end, `.999` does not. */
function fraction(time: Date, piece: string): string {
  const shown = digits(time.getMilliseconds(), 3)
    .padEnd(piece.length - 1, '0')
    .slice(0, piece.length - 1);
  const kept = piece.includes('9') ? shown.replace(/0+$/, '') : shown;
  return kept === '' ? '' : piece.charAt(0) + kept;
}

function offset(time: Date, piece: string): string {
  const minutes = -time.getTimezoneOffset();
  if (piece.startsWith('Z') && minutes === 0) return 'Z';
  const colon = piece.includes(':') ? ':' : '';
  const size = Math.abs(minutes);
  const hours = `${minutes < 0 ? '-' : '+'}${digits(Math.trunc(size / 60), 2)}`;
  return piece === '-07' ? hours : `${hours}${colon}${digits(size % 60, 2)}`;
}

/** Where people know abbreviations of zones: English of one country has no word for the zones of the others. */
const ZONE_LANGUAGES = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'ja'];

/** `CET`, where there is such an abbreviation; else the offset. */
function zoneName(time: Date): string {
  for (const language of ZONE_LANGUAGES) {
    const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'short' }).formatToParts(time);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]+$/.test(name)) return name;
  }
  return offset(time, time.getTimezoneOffset() % 60 === 0 ? '-07' : '-0700');
}

function digits(value: number, width: number): string {
  return `${value}`.padStart(width, '0');
}
