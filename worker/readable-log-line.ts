const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info ',
  40: 'WARN ',
  50: 'ERROR',
  60: 'FATAL',
};

/** Turns a JSON log line into text: local time, level, message, then the fields. */
export function readableLogLine(json: string): string {
  const { time, level, msg, err, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  const details = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  if (typeof err === 'object' && err !== null && 'message' in err) details.push(`error=${String(err.message)}`);
  const line = [clock, LEVELS[Number(level)] ?? String(level), String(msg), ...details].join(' ');
  return `${line.replaceAll(/[\r\n]+/g, ' ')}\n`;
}
