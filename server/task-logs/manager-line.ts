/**
 * A line that the manager itself writes to a task log: the local time in RFC 3339 with whole seconds, a space, the
 * text. `now` is in milliseconds since 1970.
 */
export function managerLine(now: number, text: string): string {
  return `${localTimestamp(new Date(now))} ${text}\n`;
}

function localTimestamp(date: Date): string {
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
  return `${day}T${time}${zone(-date.getTimezoneOffset())}`;
}

function zone(minutesEast: number): string {
  if (minutesEast === 0) return 'Z';
  const size = Math.abs(minutesEast);
  return `${minutesEast < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}
