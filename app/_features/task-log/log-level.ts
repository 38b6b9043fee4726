export type LogLevel = 'plain' | 'error' | 'warning' | 'manager' | 'command';

const ERROR = /\b(error|fatal|failed|failure|exception|traceback|critical|segmentation fault)\b/i;
const WARNING = /\bwarn(ing)?\b/i;
const TIMESTAMPED = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What kind of line this is. The manager's own lines begin with a timestamp, those of programs with `pid=…`. */
export function levelOf(line: string): LogLevel {
  if (ERROR.test(line)) return 'error';
  if (WARNING.test(line)) return 'warning';
  if (TIMESTAMPED.test(line)) return 'manager';
  return /\bgoing to run\b/.test(line) ? 'command' : 'plain';
}
