import { visibleControls } from './visible-controls.ts';

/** The worker logs pino's numbers for levels; these are their names. */
const NAMES: Record<string, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const DIM = 2;
const COLORS: Record<string, number> = { trace: 90, debug: 90, info: 36, warn: 33, error: 31, fatal: 35 };

/**
 * A short line for people, made from one JSON line of the log: local time, level, message and fields, with a stack
 * below it if there is one. Anything that is not a log line is returned as it is. No value can control the terminal.
 * @param place in a file there are no colours, and the time has its day.
 */
export function readableLine(line: string, place: 'terminal' | 'file' = 'terminal'): string {
  const entry = parsed(line);
  if (!entry) return visibleControls(line, '\n\t');
  const { level, time, msg, err, ...fields } = entry;
  const label = NAMES[String(level)] ?? visibleControls(String(level));
  const details = Object.entries(fields).map(([name, value]) => `${visibleControls(name)}=${shown(value)}`);
  const stack = stackOf(err);
  const coloured = (text: string, colour: number) => (place === 'file' ? text : `\u001b[${colour}m${text}\u001b[0m`);
  const parts = [
    coloured(place === 'file' ? dayAndTime(time) : clockTime(time), DIM),
    coloured(label.padEnd(5), COLORS[label] ?? 0),
    typeof msg === 'string' ? visibleControls(msg) : '',
    ...(details.length > 0 ? [coloured(details.join(' '), DIM)] : []),
  ];
  return `${parts.join(' ')}\n${stack === undefined ? '' : `${stack.replace(/^/gm, '    ')}\n`}`;
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? (entry as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function clockTime(time: unknown): string {
  const date = dateOf(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

function dayAndTime(time: unknown): string {
  const date = dateOf(time);
  return `${[date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-')} ${clockTime(time)}`;
}

function dateOf(time: unknown): Date {
  return new Date(typeof time === 'number' ? time : String(time));
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

function shown(value: unknown): string {
  const isWord = typeof value === 'string' && /^[^\s"=]+$/.test(value);
  return visibleControls(isWord ? value : JSON.stringify(value));
}

function stackOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { stack, message } = error as { stack?: unknown; message?: unknown };
  const text = typeof stack === 'string' ? stack : message;
  return typeof text === 'string' ? visibleControls(text, '\n\t') : undefined;
}
